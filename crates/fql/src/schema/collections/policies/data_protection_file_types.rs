//! Data protection file types.

crate::collection! {
    /// Data protection file types.
    pub DataProtectionFileTypes "data-protection-file-types" sort "|";
    table advisory;
    operations "queries_file_type_get_v2";

    from "gofalcon \
          falcon/client/data_protection_configuration/queries_file_type_get_v2_parameters.go; \
          falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        created_at: timestamp candidate [sort];
        name: text [exact, sort];
        updated_at: timestamp candidate [sort];
    }
}
