//! ASPM ServiceNow lists (ql_filters).

crate::collection! {
    /// ASPM ServiceNow lists (ql_filters).
    pub AspmServicenow "aspm-servicenow" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_aspm.py" {
        other "ServiceNowGetDeployments" get "/aspm-api-gateway/api/v1/servicenow/deployments" offset
            accepts "ql_filters", "orderBy", "direction";
        other "ServiceNowGetServices" get "/aspm-api-gateway/api/v1/servicenow/services" offset
            accepts "ql_filters", "exclude_artifacts", "orderBy", "direction";
    }
}
