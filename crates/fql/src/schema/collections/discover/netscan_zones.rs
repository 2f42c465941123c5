//! Network scan zones.

crate::collection! {
    /// Network scan zones.
    pub NetscanZones "netscan-zones" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_network_scan_zones.py" {
        list "query_zones" get "/netscan/queries/zones/v1" ids limit 100 max 100 offset sort unknown;
        list "combined_zones" get "/netscan/combined/zones/v1" documents limit 100 max 100 offset
            sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_network_scan_zones.py" {
        details "get_zones" get "/netscan/entities/zones/v1" query ids max 100;
        aggregate "aggregate_zones" post "/netscan/aggregates/zones/GET/v1" list;
    }
}
