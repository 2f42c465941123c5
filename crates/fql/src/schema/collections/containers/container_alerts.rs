//! Container alerts.

crate::collection! {
    /// Container alerts.
    ///
    /// Conflict: the two counting calls take cid, container_id, last_seen only.
    pub ContainerAlerts "container-alerts" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_container_alerts.py" {
        list "SearchAndReadContainerAlerts" get "/container-security/combined/container-alerts/v1" documents
            limit 100 max 100 offset window 10000 sort unknown;
        other "ReadContainerAlertsCount" get "/container-security/aggregates/container-alerts/count/v1";
        other "ReadContainerAlertsCountBySeverity"
            get "/container-security/aggregates/container-alerts/count-by-severity/v1";
    }

    from "gofalcon \
          falcon/client/container_alerts/search_and_read_container_alerts_parameters.go; \
          falconpy src/falconpy/_endpoint/_container_alerts.py" {
        cid: text [exact];
        container_id: text [exact];
        last_seen: timestamp candidate;
        name: text [exact];
        severity: text [exact];
    }
}
