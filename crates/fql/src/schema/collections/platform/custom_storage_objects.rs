//! Custom storage objects (Foundry collections).

crate::collection! {
    /// Custom storage objects (Foundry collections).
    pub CustomStorageObjects "custom-storage-objects" sort "|";
    open;
    operations "SearchObjects", "SearchObjectsByVersion";
}
