//! Data protection enterprise accounts.

crate::collection! {
    /// Data protection enterprise accounts.
    pub DataProtectionEnterpriseAccounts "data-protection-enterprise-accounts" sort "|";
    table advisory;
    operations "queries_enterprise_account_get_v2";

    from "gofalcon \
          falcon/client/data_protection_configuration/queries_enterprise_account_get_v2_parameters.go; \
          falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        application_group_id: text [exact, sort];
        created_at: timestamp candidate [sort];
        deleted: boolean [exact, sort];
        name: text [exact, sort];
        updated_at: timestamp candidate [sort];
    }
}
