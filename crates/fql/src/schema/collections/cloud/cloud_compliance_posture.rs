//! Cloud compliance posture summaries.

crate::collection! {
    /// Cloud compliance posture summaries.
    pub CloudCompliancePosture "cloud-compliance-posture" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_cloud_security_compliance.py" {
        other "cloud_compliance_framework_posture_summaries"
            get "/cloud-security-compliance/entities/framework-posture-summaries/v1" requires "ids";
        other "cloud_compliance_rule_posture_summaries"
            get "/cloud-security-compliance/entities/rule-posture-summaries/v1" requires "ids";
    }

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
