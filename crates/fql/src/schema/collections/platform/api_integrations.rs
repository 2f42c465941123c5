//! API integration plugin configurations.

crate::collection! {
    /// API integration plugin configurations.
    pub ApiIntegrations "api-integrations" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_api_integrations.py" {
        list "GetCombinedPluginConfigs" get "/plugins/combined/configs/v1" documents limit 100 max 500 offset
            sort unknown;
    }
}
