//! Cloud compliance posture summaries.

crate::collection! {
    /// Cloud compliance posture summaries.
    pub CloudCompliancePosture "cloud-compliance-posture" sort "|";
    table advisory;
    operations
        "cloud_compliance_framework_posture_summaries", "cloud_compliance_rule_posture_summaries";

    from "gofalcon \
          falcon/client/cloud_security_compliance/cloud_compliance_framework_posture_summaries_parameters.go; \
          falconpy src/falconpy/_endpoint/_cloud_security_compliance.py; gofalcon \
          falcon/client/cloud_security_compliance/cloud_compliance_rule_posture_summaries_parameters.go" {
        account_id: text [exact];
        account_name: text [exact];
        business_impact: text [exact];
        cloud_label: text [exact];
        cloud_label_id: text [exact];
        cloud_provider: text [exact];
        environment: text [exact];
        groups: text [exact];
        region: text [exact];
        resource_type: text [exact];
        resource_type_name: text [exact];
        tag_key: text [exact];
        tag_value: text [exact];
        tags_string: text [exact];
    }
}
