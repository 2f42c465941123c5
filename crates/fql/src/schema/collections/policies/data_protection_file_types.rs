//! Data protection file types.

crate::collection! {
    /// Data protection file types.
    pub DataProtectionFileTypes "data-protection-file-types" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        list "queries_file_type_get_v2" get "/data-protection/queries/file-types/v2" ids limit 100 max 500
            offset sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        details "entities_file_type_get" get "/data-protection/entities/file-types/v1" query ids;
    }

    from "gofalcon \
          falcon/client/data_protection_configuration/queries_file_type_get_v2_parameters.go; \
          falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        created_at: timestamp candidate [sort];
        name: text [exact, sort];
        updated_at: timestamp candidate [sort];
    }
}
