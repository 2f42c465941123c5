//! Network scan networks.

crate::collection! {
    /// Network scan networks.
    pub NetscanNetworks "netscan-networks" sort "|";
    open;
    operations "query_networks";
}
