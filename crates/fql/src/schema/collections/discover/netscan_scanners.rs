//! Network scanners.

crate::collection! {
    /// Network scanners.
    pub NetscanScanners "netscan-scanners" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_network_scan_scanners.py" {
        list "query_scanners" get "/netscan/queries/scanners/v1" ids limit 100 max 100 offset
            sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_network_scan_scanners.py" {
        details "get_scanners" get "/netscan/entities/scanners/v1" query ids max 100;
        aggregate "aggregate_scanners" post "/netscan/aggregates/scanners/GET/v1" list;
    }
}
