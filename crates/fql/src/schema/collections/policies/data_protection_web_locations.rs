//! Data protection web locations.

crate::collection! {
    /// Data protection web locations.
    pub DataProtectionWebLocations "data-protection-web-locations" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        list "queries_web_location_get_v2" get "/data-protection/queries/web-locations/v2" ids
            limit 100 max 500 offset accepts "type";
    }
    further operations from "falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        details "entities_web_location_get_v2" get "/data-protection/entities/web-locations/v2" query ids;
    }

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
