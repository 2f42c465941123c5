//! Forensics collections.

crate::collection! {
    /// Forensics collections.
    pub ForensicsCollections "forensics-collections" sort "|";
    open;
    operations from "gofalcon falcon/client/operations/search_collections_v1_parameters.go" {
        list "SearchCollectionsV1" get "/forensics/queries/collections/v1" ids offset sort unknown
            accepts "aids", "ffcids", "platform", "states";
    }
    operations from "gofalcon falcon/client/operations/get_combined_collections_v1_parameters.go" {
        list "GetCombinedCollectionsV1" get "/forensics/combined/collections/v1" documents offset
            sort unknown accepts "ids";
    }
    operations from "gofalcon falcon/client/operations/get_collection_counts_by_v1_parameters.go" {
        other "GetCollectionCountsByV1" get "/forensics/aggregate/collection-counts-by/v1" offset;
    }
}
