//! ASPM ServiceNow lists (ql_filters).

crate::collection! {
    /// ASPM ServiceNow lists (ql_filters).
    pub AspmServicenow "aspm-servicenow" sort "|";
    open;
    operations "ServiceNowGetDeployments", "ServiceNowGetServices";
}
