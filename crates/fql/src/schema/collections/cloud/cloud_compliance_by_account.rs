//! Cloud compliance by account, region and resource type.

crate::collection! {
    /// Cloud compliance by account, region and resource type.
    pub CloudComplianceByAccount "cloud-compliance-by-account" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_cloud_security_assets.py" {
        list "cloud_security_assets_combined_compliance_by_account" get
            "/cloud-security-assets/combined/compliance-controls/by-account-region-and-resource-type/v1"
            documents limit 20 max 10000 offset or after window 10000 sort
            accepts "include_failing_iom_severity_counts";
    }

    from "gofalcon \
          falcon/client/cloud_security_assets/cloud_security_assets_combined_compliance_by_account_parameters.go; \
          falconpy src/falconpy/_endpoint/_cloud_security_assets.py" {
        account_id: text [exact, sort];
        account_name: text [exact, sort];
        assessment_id: text [exact, sort];
        business_impact: text [exact];
        cloud_group: text [exact];
        cloud_label: text [exact];
        cloud_label_id: text [exact];
        cloud_provider: text [exact, sort];
        cloud_scope: text [exact];
        compliant: any [exact];
        control.benchmark.name: text [exact, sort];
        control.benchmark.version: text [exact, sort];
        control.extension.status: text [exact];
        control.framework: text [exact, sort];
        control.name: text [exact, sort];
        control.r#type: text [exact, sort];
        control.version: text [exact, sort];
        environment: text [exact];
        last_evaluated: timestamp candidate [sort];
        region: text [exact, sort];
        resource_provider: text [exact, sort];
        resource_type: text [exact, sort];
        resource_type_name: text [exact, sort];
        service: text [exact, sort];
        service_category: text [exact, sort];
        severities: text [exact];
        tag_key: text [exact];
        tag_value: text [exact];
        tags_string: text [exact];
    }

    from "gofalcon \
          falcon/client/cloud_security_assets/cloud_security_assets_combined_compliance_by_account_parameters.go" {
        resource_gcrn: text [exact];
    }
}
