//! Custom storage objects (Foundry collections).

crate::collection! {
    /// Custom storage objects (Foundry collections).
    pub CustomStorageObjects "custom-storage-objects" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_custom_storage.py" {
        other "SearchObjects" post "/customobjects/v1/collections/{collection_name}/objects" filter required
            offset;
        other "SearchObjectsByVersion"
            post "/customobjects/v1/collections/{collection_name}/{collection_version}/objects"
            filter required offset;
    }
}
