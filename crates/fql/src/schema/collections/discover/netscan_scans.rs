//! Network scans.

crate::collection! {
    /// Network scans.
    pub NetscanScans "netscan-scans" sort "|";
    open;
    operations "query_scansMixin0";
}
