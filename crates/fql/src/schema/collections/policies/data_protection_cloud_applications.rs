//! Data protection cloud applications.

crate::collection! {
    /// Data protection cloud applications.
    pub DataProtectionCloudApplications "data-protection-cloud-applications" sort "|";
    table advisory;
    operations "queries_cloud_application_get_v2";

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
