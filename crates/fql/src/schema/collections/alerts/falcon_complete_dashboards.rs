//! Falcon Complete dashboards.

crate::collection! {
    /// Falcon Complete dashboards.
    pub FalconCompleteDashboards "falcon-complete-dashboards" sort ".";
    open;
    operations
        "QueryAlertIdsByFilter", "QueryAlertIdsByFilterV2", "QueryAllowListFilter",
        "QueryBlockListFilter", "GetDeviceCountCollectionQueriesByFilter", "QueryEscalationsFilter",
        "QueryIncidentIdsByFilter", "QueryRemediationsFilter";
}
