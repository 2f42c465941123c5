//! Forensics collectors.

crate::collection! {
    /// Forensics collectors.
    pub ForensicsCollectors "forensics-collectors" sort "|";
    open;
    operations from "gofalcon falcon/client/operations/search_collectors_v1_parameters.go" {
        list "SearchCollectorsV1" get "/forensics/queries/collectors/v1" ids offset sort unknown
            accepts "platform";
    }
    operations from "gofalcon falcon/client/operations/get_combined_collectors_v1_parameters.go" {
        list "GetCombinedCollectorsV1" get "/forensics/combined/collectors/v1" documents offset
            sort unknown accepts "ids";
    }
}
