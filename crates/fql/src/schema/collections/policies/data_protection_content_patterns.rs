//! Data protection content patterns.

crate::collection! {
    /// Data protection content patterns.
    ///
    /// Forms: ~ recommended on name (data_protection.py).
    ///
    /// Conflict: created_at and updated_at: swagger only.
    ///
    /// Conflict: sorting by name is accepted but does not order (FQL.md §7).
    pub DataProtectionContentPatterns "data-protection-content-patterns" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        list "queries_content_pattern_get_v2" get "/data-protection/queries/content-patterns/v2" ids
            limit 100 max 500 offset sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        details "entities_content_pattern_get" get "/data-protection/entities/content-patterns/v1" query ids;
    }

    from "gofalcon \
          falcon/client/data_protection_configuration/queries_content_pattern_get_v2_parameters.go; \
          falconpy src/falconpy/_endpoint/_data_protection_configuration.py; falcon-mcp \
          falcon_mcp/resources/data_protection.py" {
        category: text [exact, sort];
        deleted: boolean [exact, sort];
        example: text [exact, shown text_match, sort];
        name: text [exact, text_match, sort];
        region: text [exact, sort];
        r#type: text [exact, sort] values ["custom", "predefined", ..];
    }

    from "gofalcon \
          falcon/client/data_protection_configuration/queries_content_pattern_get_v2_parameters.go; \
          falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        created_at: timestamp candidate [sort];
        updated_at: timestamp candidate [sort];
    }
}
