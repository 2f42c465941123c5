//! Data protection local application groups.

crate::collection! {
    /// Data protection local application groups.
    pub DataProtectionLocalApplicationGroups "data-protection-local-application-groups" sort "|";
    table advisory;
    operations "queries_local_application_group_get";

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
