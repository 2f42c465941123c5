//! Forensics collectors.

crate::collection! {
    /// Forensics collectors.
    pub ForensicsCollectors "forensics-collectors" sort "|";
    open;
    operations "SearchCollectorsV1", "GetCombinedCollectorsV1";
}
