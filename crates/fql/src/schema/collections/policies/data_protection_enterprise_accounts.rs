//! Data protection enterprise accounts.

crate::collection! {
    /// Data protection enterprise accounts.
    pub DataProtectionEnterpriseAccounts "data-protection-enterprise-accounts" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        list "queries_enterprise_account_get_v2" get "/data-protection/queries/enterprise-accounts/v2" ids
            limit 100 max 500 offset sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        details "entities_enterprise_account_get" get "/data-protection/entities/enterprise-accounts/v1"
            query ids;
    }

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
