//! API integration plugin configurations.

crate::collection! {
    /// API integration plugin configurations.
    pub ApiIntegrations "api-integrations" sort "|";
    open;
    operations "GetCombinedPluginConfigs";
}
