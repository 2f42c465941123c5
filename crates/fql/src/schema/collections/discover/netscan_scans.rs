//! Network scans.

crate::collection! {
    /// Network scans.
    pub NetscanScans "netscan-scans" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_network_scan_scans.py" {
        list "query_scansMixin0" get "/netscan/queries/scans/v1" ids limit 100 max 100 offset
            sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_network_scan_scans.py" {
        details "get_scans" get "/netscan/entities/scans/v1" query ids max 100;
        aggregate "aggregate_scansMixin0" post "/netscan/aggregates/scans/GET/v1" list;
    }
}
