//! Network scan runs.

crate::collection! {
    /// Network scan runs.
    pub NetscanScanRuns "netscan-scan-runs" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_network_scan_scan_runs.py" {
        list "query_scan_runs" get "/netscan/queries/scan-runs/v1" ids limit 100 max 100 offset
            sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_network_scan_scan_runs.py" {
        details "get_scan_runs" get "/netscan/entities/scan-runs/v1" query ids max 100;
        aggregate "aggregate_scan_runs" post "/netscan/aggregates/scan-runs/GET/v1" list;
    }
}
