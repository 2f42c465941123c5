//! Forensics configurations.

crate::collection! {
    /// Forensics configurations.
    pub ForensicsConfigurations "forensics-configurations" sort "|";
    open;
    operations from "gofalcon falcon/client/operations/search_configs_v1_parameters.go" {
        list "SearchConfigsV1" get "/forensics/queries/configurations/v1" ids offset sort unknown;
    }
    operations from "gofalcon falcon/client/operations/get_combined_configs_v1_parameters.go" {
        list "GetCombinedConfigsV1" get "/forensics/combined/configurations/v1" documents offset
            sort unknown accepts "ids";
    }
}
