//! Cloud compliance controls.

crate::collection! {
    /// Cloud compliance controls.
    ///
    /// Wildcards: field:*'x*' (terraform builder).
    pub CloudComplianceControls "cloud-compliance-controls" sort "|";
    table advisory;
    patterns [shown operator] from "terraform-provider-crowdstrike \
        internal/cloud_compliance/framework_control_data_source.go";
    id uuid;
    operations from "falconpy src/falconpy/_endpoint/_cloud_policies.py" {
        list "QueryComplianceControls" get "/cloud-policies/queries/compliance/controls/v1" ids
            limit 100 max 500 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_cloud_policies.py" {
        details "GetComplianceControls" get "/cloud-policies/entities/compliance/controls/v1" query ids;
    }

    from "gofalcon falcon/client/cloud_policies/query_compliance_controls_parameters.go" {
        compliance_control_authority: text [exact, sort];
    }

    from "gofalcon falcon/client/cloud_policies/query_compliance_controls_parameters.go; \
          terraform-provider-crowdstrike \
          internal/cloud_compliance/framework_control_data_source.go (all non-FQL fields accept \
          *)" {
        compliance_control_benchmark_name: text [exact, wildcard, sort];
    }

    from "gofalcon falcon/client/cloud_policies/query_compliance_controls_parameters.go; \
          falconpy src/falconpy/_endpoint/_cloud_policies.py" {
        compliance_control_benchmark_version: text [exact, sort];
        compliance_control_type: text [exact, sort];
    }

    from "gofalcon falcon/client/cloud_policies/query_compliance_controls_parameters.go; \
          falconpy src/falconpy/_endpoint/_cloud_policies.py; terraform-provider-crowdstrike \
          internal/cloud_compliance/framework_control_data_source.go (all non-FQL fields accept \
          *)" {
        compliance_control_name: text [exact, wildcard, sort];
        compliance_control_requirement: text [exact, wildcard, sort];
        compliance_control_section: text [exact, wildcard, sort];
    }
}
