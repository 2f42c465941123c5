//! Network scan zones.

crate::collection! {
    /// Network scan zones.
    pub NetscanZones "netscan-zones" sort "|";
    open;
    operations "query_zones", "combined_zones";
}
