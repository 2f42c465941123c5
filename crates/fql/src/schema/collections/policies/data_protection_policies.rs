//! Data protection policies.

crate::collection! {
    /// Data protection policies.
    ///
    /// Forms: platform_name (win|mac) is a separate required parameter. name matches whole words
    /// as a set: use name:~'full name'; equality matches a single token (tf test comment, docs).
    ///
    /// Conflict: guide shows name:'Default Policy' as an exact match (data_protection.py);
    /// terraform says equality only matches one token.
    ///
    /// Conflict: properties.unsupported_browsers_action: falconpy only; gofalcon drops it and adds
    /// enable_clipboard_web_origin, enable_ocr, enable_screen_capture, euj_dialog_timeout,
    /// screen_capture_duration_*.
    ///
    /// Conflict: terraform sweep.go calls the name filter unreliable.
    ///
    /// Conflict: precedence.desc is accepted as a sort but does not order (FQL.md §7).
    pub DataProtectionPolicies "data-protection-policies" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        list "queries_policy_get_v2" get "/data-protection/queries/policies/v2" ids limit 100 max 500 offset
            sort unknown requires "platform_name";
    }
    further operations from "falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        details "entities_policy_get_v2" get "/data-protection/entities/policies/v2" query ids max 100;
    }

    from "gofalcon \
          falcon/client/data_protection_configuration/queries_policy_get_v2_parameters.go; \
          falconpy src/falconpy/_endpoint/_data_protection_configuration.py; falcon-mcp \
          falcon_mcp/resources/data_protection.py; terraform-provider-crowdstrike \
          docs/data-sources/data_protection_policy.md" {
        created_at: timestamp shown [shown range, sort];
        description: text [exact, text_match];
        is_default: boolean [exact];
        is_enabled: boolean [exact];
        modified_by: text [exact, shown text_match];
        /// Analysed: ~ with the full name is the dependable form; equality matches one token.
        name: text [exact, text_match, sort]
            inexact "matches one word of the value"
                from "terraform-provider-crowdstrike docs/data-sources/data_protection_policy.md";
        precedence: integer [exact, shown range, sort];
    }

    from "gofalcon \
          falcon/client/data_protection_configuration/queries_policy_get_v2_parameters.go; \
          falconpy src/falconpy/_endpoint/_data_protection_configuration.py; \
          terraform-provider-crowdstrike docs/data-sources/data_protection_policy.md" {
        created_by: text [exact];
        modified_at: timestamp candidate [sort];
    }

    from "gofalcon \
          falcon/client/data_protection_configuration/queries_policy_get_v2_parameters.go; \
          falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        properties.allow_notifications: text single [exact] values ["default", "custom", ..];
        properties.be_exclude_domains: text [exact];
        properties.be_paste_clipboard_max_size: float single [exact];
        properties.be_paste_clipboard_max_size_unit: text single [exact] values ["Bytes", "KiB", ..];
        properties.be_paste_clipboard_min_size: float single [exact];
        properties.be_paste_clipboard_min_size_unit: text single [exact] values ["Bytes", "KiB", ..];
        properties.be_paste_clipboard_over_size_behaviour_block: boolean single [exact];
        properties.be_paste_timeout_duration_milliseconds: integer single [exact];
        properties.be_paste_timeout_response: text single [exact] values ["block", "allow", ..];
        properties.be_upload_timeout_duration_seconds: integer single [exact];
        properties.be_upload_timeout_response: text single [exact] values ["block", "allow", ..];
        properties.besplash_custom_message: any [exact];
        properties.besplash_enabled: any [exact];
        properties.besplash_message_source: any [exact];
        properties.block_all_data_access: boolean single [exact];
        properties.block_notifications: text single [exact] values ["default", "custom", ..];
        properties.browsers_without_active_extension: text single [exact]
            values ["allow", "block_policy", ..];
        properties.classifications: text [exact];
        properties.custom_allow_notification: text [exact];
        properties.custom_block_notification: text [exact];
        properties.enable_clipboard_inspection: boolean single [exact];
        properties.enable_content_inspection: boolean single [exact];
        properties.enable_context_inspection: boolean single [exact];
        properties.enable_end_user_notifications_unsupported_browser: boolean single [exact];
        properties.enable_network_inspection: boolean single [exact];
        properties.evidence_download_enabled: boolean single [exact];
        properties.evidence_duplication_enabled_default: boolean single [exact];
        properties.evidence_encrypted_enabled: boolean single [exact];
        properties.evidence_storage_free_disk_perc: float single [exact];
        properties.evidence_storage_max_size: float single [exact];
        properties.inspection_depth: text single [exact]
            values ["balanced", "high_performance", "deep_scan", ..];
        properties.max_file_size_to_inspect: float single [exact];
        properties.max_file_size_to_inspect_unit: text single [exact] values ["Bytes", "KB", "MB", ..];
        properties.min_confidence_level: text single [exact] values ["low", "medium", "high", ..];
        properties.network_inspection_files_exceeding_size_limit: text single [exact]
            values ["block", "allow", ..];
        properties.similarity_detection: boolean single [exact];
        properties.similarity_threshold: text single [exact]
            values ["10", "20", "30", "40", "50", "60", "70", "80", "90", "100", ..];
    }

    from "gofalcon \
          falcon/client/data_protection_configuration/queries_policy_get_v2_parameters.go" {
        properties.enable_clipboard_web_origin: boolean single [exact];
        properties.enable_ocr: boolean single [exact];
        properties.enable_screen_capture: boolean single [exact];
        properties.euj_dialog_timeout: integer single [exact];
        properties.screen_capture_duration_post_event: text single [exact] values ["3", "5", "10", ..];
        properties.screen_capture_duration_pre_event: text single [exact] values ["3", "5", "10", ..];
    }

    from "falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        /// Falconpy (older) only.
        properties.unsupported_browsers_action: any [exact];
    }
}
