//! Network scan networks.

crate::collection! {
    /// Network scan networks.
    pub NetscanNetworks "netscan-networks" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_network_scan_networks.py" {
        list "query_networks" get "/netscan/queries/networks/v1" ids limit 100 max 100 offset
            sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_network_scan_networks.py" {
        details "get_networks" get "/netscan/entities/networks/v1" query ids max 100;
        aggregate "aggregate_networks" post "/netscan/aggregates/networks/GET/v1" list;
    }
}
