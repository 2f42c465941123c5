//! Cloud compliance frameworks.

crate::collection! {
    /// Cloud compliance frameworks.
    pub CloudComplianceFrameworks "cloud-compliance-frameworks" sort "|";
    table advisory;
    operations "QueryComplianceFrameworks";

    from "gofalcon falcon/client/cloud_policies/query_compliance_frameworks_parameters.go; \
          falconpy src/falconpy/_endpoint/_cloud_policies.py" {
        compliance_framework_authority: text [exact, sort];
        compliance_framework_name: text [exact, sort];
        compliance_framework_version: text [exact, sort];
    }
}
