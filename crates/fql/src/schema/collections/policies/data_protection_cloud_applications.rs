//! Data protection cloud applications.

crate::collection! {
    /// Data protection cloud applications.
    pub DataProtectionCloudApplications "data-protection-cloud-applications" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        list "queries_cloud_application_get_v2" get "/data-protection/queries/cloud-applications/v2" ids
            limit 100 max 500 offset sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        details "entities_cloud_application_get" get "/data-protection/entities/cloud-applications/v1"
            query ids;
    }

    from "gofalcon \
          falcon/client/data_protection_configuration/queries_cloud_application_get_v2_parameters.go; \
          falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        application_group_id: text [exact, sort];
        deleted: boolean [exact, sort];
        name: text [exact, sort];
        supports_network_inspection: boolean [exact];
        r#type: text [exact, sort] values ["integrated", "predefined", "custom", ..];
    }
}
