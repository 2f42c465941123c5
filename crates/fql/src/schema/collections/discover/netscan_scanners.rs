//! Network scanners.

crate::collection! {
    /// Network scanners.
    pub NetscanScanners "netscan-scanners" sort "|";
    open;
    operations "query_scanners";
}
