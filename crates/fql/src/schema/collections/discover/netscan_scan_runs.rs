//! Network scan runs.

crate::collection! {
    /// Network scan runs.
    pub NetscanScanRuns "netscan-scan-runs" sort "|";
    open;
    operations "query_scan_runs";
}
