//! Container alerts.

crate::collection! {
    /// Container alerts.
    ///
    /// Conflict: the two counting calls take cid, container_id, last_seen only.
    pub ContainerAlerts "container-alerts" sort "|";
    table advisory;
    operations
        "SearchAndReadContainerAlerts", "ReadContainerAlertsCount", "ReadContainerAlertsCountBySeverity";

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
