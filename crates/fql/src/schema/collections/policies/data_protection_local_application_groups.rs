//! Data protection local application groups.

crate::collection! {
    /// Data protection local application groups.
    pub DataProtectionLocalApplicationGroups "data-protection-local-application-groups" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        list "queries_local_application_group_get" get "/data-protection/queries/local-application-groups/v1"
            ids limit 100 max 500 offset;
    }
    further operations from "falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        details "entities_local_application_group_get"
            get "/data-protection/entities/local-application-groups/v1" query ids;
    }

    from "gofalcon \
          falcon/client/data_protection_configuration/queries_local_application_group_get_parameters.go; \
          falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        created_at: timestamp candidate;
        is_deleted: boolean [exact];
        name: text [exact];
        platform: text [exact];
        updated_at: timestamp candidate;
    }
}
