//! Data protection classifications.

crate::collection! {
    /// Data protection classifications.
    ///
    /// Forms: ~ is the recommended name match (data_protection.py).
    pub DataProtectionClassifications "data-protection-classifications" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        list "queries_classification_get_v2" get "/data-protection/queries/classifications/v2" ids
            limit 100 max 500 offset sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        details "entities_classification_get_v2" get "/data-protection/entities/classifications/v2"
            query ids max 100;
    }

    from "gofalcon \
          falcon/client/data_protection_configuration/queries_classification_get_v2_parameters.go; \
          falconpy src/falconpy/_endpoint/_data_protection_configuration.py; falcon-mcp \
          falcon_mcp/resources/data_protection.py" {
        created_at: timestamp shown [shown range, sort];
        created_by: text [exact, shown text_match];
        modified_at: timestamp shown [shown range, sort];
        modified_by: text [exact, shown text_match];
        name: text [exact, text_match, sort];
    }

    from "gofalcon \
          falcon/client/data_protection_configuration/queries_classification_get_v2_parameters.go; \
          falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        properties.content_patterns: text [exact];
        properties.content_patterns_operator: text [exact];
        properties.evidence_duplication_enabled: boolean [exact];
        properties.file_types: text [exact];
        properties.protection_mode: text [exact];
        properties.sensitivity_labels: text [exact];
        properties.web_sources: text [exact];
    }
}
