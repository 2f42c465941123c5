//! Drift indicators.

crate::collection! {
    /// Drift indicators.
    ///
    /// Conflict: filter name file_sha256, answer name sha256.
    pub DriftIndicators "drift-indicators" sort "|";
    table advisory;
    operations
        "SearchAndReadDriftIndicatorEntities", "SearchDriftIndicators", "ReadDriftIndicatorsCount",
        "GetDriftIndicatorsValuesByDate";

    from "gofalcon \
          falcon/client/drift_indicators/search_and_read_drift_indicator_entities_parameters.go; \
          falconpy src/falconpy/_endpoint/_drift_indicators.py" {
        cid: text [exact];
        cloud_name: text [exact];
        command_line: text [exact];
        container_id: text [exact];
        file_name: text [exact];
        file_sha256: text [exact];
        host_id: text [exact];
        indicator_process_id: text [exact];
        namespace: text [exact];
        occurred_at: timestamp candidate;
        parent_process_id: text [exact];
        pod_name: text [exact];
        prevented: boolean single [exact];
        scheduler_name: text [exact];
        severity: text [exact];
        worker_node_name: text [exact];
    }
}
