//! Data protection local applications.

crate::collection! {
    /// Data protection local applications.
    pub DataProtectionLocalApplications "data-protection-local-applications" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        list "queries_local_application_get" get "/data-protection/queries/local-applications/v1" ids
            limit 100 max 500 offset;
    }
    further operations from "falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        details "entities_local_application_get" get "/data-protection/entities/local-applications/v1"
            query ids;
    }

    from "gofalcon \
          falcon/client/data_protection_configuration/queries_local_application_get_parameters.go; \
          falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        created_at: timestamp candidate;
        is_deleted: boolean [exact];
        name: text [exact];
        updated_at: timestamp candidate;
    }
}
