//! Falcon Complete dashboards.

crate::collection! {
    /// Falcon Complete dashboards.
    pub FalconCompleteDashboards "falcon-complete-dashboards" sort ".";
    open;
    operations from "falconpy src/falconpy/_endpoint/_falcon_complete_dashboard.py" {
        list "QueryAlertIdsByFilter" get "/falcon-complete-dashboards/queries/alerts/v1" ids limit max 500
            offset sort;
        list "QueryAlertIdsByFilterV2" get "/falcon-complete-dashboards/queries/alerts/v2" ids limit max 500
            offset sort;
        list "QueryAllowListFilter" get "/falcon-complete-dashboards/queries/allowlist/v1" ids limit max 500
            offset sort;
        list "QueryBlockListFilter" get "/falcon-complete-dashboards/queries/blocklist/v1" ids limit max 500
            offset sort;
        list "GetDeviceCountCollectionQueriesByFilter"
            get "/falcon-complete-dashboards/queries/devicecount-collections/v1" ids limit max 500 offset
            sort;
        list "QueryEscalationsFilter" get "/falcon-complete-dashboards/queries/escalations/v1" ids
            limit max 500 offset sort;
        list "QueryIncidentIdsByFilter" get "/falcon-complete-dashboards/queries/incidents/v1" ids
            limit max 500 offset sort;
        list "QueryRemediationsFilter" get "/falcon-complete-dashboards/queries/remediations/v1" ids
            limit max 500 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_falcon_complete_dashboard.py" {
        aggregate "AggregateAlerts" post "/falcon-complete-dashboards/aggregates/alerts/GET/v1" list;
        aggregate "AggregateAllowList" post "/falcon-complete-dashboards/aggregates/allowlist/GET/v1" list;
        aggregate "AggregateBlockList" post "/falcon-complete-dashboards/aggregates/blocklist/GET/v1" list;
        aggregate "AggregateDeviceCountCollection"
            post "/falcon-complete-dashboards/aggregates/devicecount-collections/GET/v1" list;
        aggregate "AggregateEscalations" post "/falcon-complete-dashboards/aggregates/escalations/GET/v1"
            list;
        aggregate "AggregatePreventionPolicy"
            post "/falcon-complete-dashboards/aggregates/prevention-policies/v1" list;
        aggregate "AggregateRemediations" post "/falcon-complete-dashboards/aggregates/remediations/GET/v1"
            list;
        aggregate "AggregateSensorUpdatePolicy"
            post "/falcon-complete-dashboards/aggregates/sensor-update-policies/v1" list;
        aggregate "AggregateSupportIssues" post "/falcon-complete-dashboards/aggregates/support-issues/v1"
            list;
        aggregate "AggregateTotalDeviceCounts"
            post "/falcon-complete-dashboards/aggregates/total-device-counts/v1" list;
    }
}
