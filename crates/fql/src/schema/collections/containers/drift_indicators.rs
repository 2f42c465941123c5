//! Drift indicators.

crate::collection! {
    /// Drift indicators.
    ///
    /// Conflict: filter name file_sha256, answer name sha256.
    pub DriftIndicators "drift-indicators" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_drift_indicators.py" {
        list "SearchAndReadDriftIndicatorEntities" get "/container-security/combined/drift-indicators/v1"
            documents limit 100 max 100 offset window 10000 sort unknown;
        list "SearchDriftIndicators" get "/container-security/queries/drift-indicators/v1" ids
            limit 100 max 100 offset window 10000 sort unknown;
        other "ReadDriftIndicatorsCount" get "/container-security/aggregates/drift-indicators/count/v1";
        other "GetDriftIndicatorsValuesByDate"
            get "/container-security/aggregates/drift-indicators/count-by-date/v1";
    }
    further operations from "falconpy src/falconpy/_endpoint/_drift_indicators.py" {
        details "ReadDriftIndicatorEntities" get "/container-security/entities/drift-indicators/v1"
            query ids max 100;
    }

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
