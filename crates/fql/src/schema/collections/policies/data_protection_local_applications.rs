//! Data protection local applications.

crate::collection! {
    /// Data protection local applications.
    pub DataProtectionLocalApplications "data-protection-local-applications" sort "|";
    table advisory;
    operations "queries_local_application_get";

    from "gofalcon \
          falcon/client/data_protection_configuration/queries_local_application_get_parameters.go; \
          falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        created_at: timestamp candidate;
        is_deleted: boolean [exact];
        name: text [exact];
        updated_at: timestamp candidate;
    }
}
