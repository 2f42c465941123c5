//! Cloud compliance frameworks.

crate::collection! {
    /// Cloud compliance frameworks.
    pub CloudComplianceFrameworks "cloud-compliance-frameworks" sort "|";
    table advisory;
    id uuid;
    operations from "falconpy src/falconpy/_endpoint/_cloud_policies.py" {
        list "QueryComplianceFrameworks" get "/cloud-policies/queries/compliance/frameworks/v1" ids
            limit 100 max 500 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_cloud_policies.py" {
        details "GetComplianceFrameworks" get "/cloud-policies/entities/compliance/frameworks/v1" query ids;
    }

    from "gofalcon falcon/client/cloud_policies/query_compliance_frameworks_parameters.go; \
          falconpy src/falconpy/_endpoint/_cloud_policies.py" {
        compliance_framework_authority: text [exact, sort];
        compliance_framework_name: text [exact, sort];
        compliance_framework_version: text [exact, sort];
    }
}
