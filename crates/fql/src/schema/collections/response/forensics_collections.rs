//! Forensics collections.

crate::collection! {
    /// Forensics collections.
    pub ForensicsCollections "forensics-collections" sort "|";
    open;
    operations "SearchCollectionsV1", "GetCombinedCollectionsV1", "GetCollectionCountsByV1";
}
