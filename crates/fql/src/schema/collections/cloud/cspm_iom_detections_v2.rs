//! CSPM IOM detections (legacy /detects/queries/iom/v2).

crate::collection! {
    /// CSPM IOM detections (legacy /detects/queries/iom/v2).
    ///
    /// Forms: next_token cannot be combined with any filter except limit.
    pub CspmIomDetectionsV2 "cspm-iom-detections-v2" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_cspm_registration.py" {
        list "GetConfigurationDetectionIDsV2" get "/detects/queries/iom/v2" ids limit 500 max 1000
            offset token or next_token sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_cspm_registration.py" {
        details "GetConfigurationDetectionEntities" get "/detects/entities/iom/v2" query ids;
    }

    from "gofalcon \
          falcon/client/cspm_registration/get_configuration_detection_i_ds_v2_parameters.go; \
          falconpy src/falconpy/_endpoint/_cspm_registration.py" {
        account_id: text [exact, sort];
        account_name: text [exact, sort];
        agent_id: text [exact];
        attack_types: text [exact, sort];
        azure_subscription_id: text [exact, sort];
        cloud_provider: text [exact, sort];
        cloud_service_keyword: text [exact, sort];
        custom_policy_id: text [exact];
        is_managed: boolean [exact, sort];
        policy_id: text [exact, sort];
        policy_type: text [exact, sort];
        region: text [exact, sort];
        resource_id: text [exact, sort];
        severity: any [exact, sort];
        severity_string: text [exact, sort];
        status: text [exact, sort];
        use_current_scan_ids: text [exact];
    }

    from "gofalcon \
          falcon/client/cspm_registration/get_configuration_detection_i_ds_v2_parameters.go" {
        scan_time: timestamp candidate [sort];
    }
}
