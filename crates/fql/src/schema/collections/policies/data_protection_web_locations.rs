//! Data protection web locations.

crate::collection! {
    /// Data protection web locations.
    pub DataProtectionWebLocations "data-protection-web-locations" sort "|";
    table advisory;
    operations "queries_web_location_get_v2";

    from "gofalcon \
          falcon/client/data_protection_configuration/queries_web_location_get_v2_parameters.go; \
          falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        application_id: text [exact];
        deleted: boolean [exact];
        enterprise_account_id: text [exact];
        name: text [exact];
        provider_location_id: text [exact];
        r#type: text [exact] values ["predefined", "custom", ..];
    }
}
