//! Forensics configurations.

crate::collection! {
    /// Forensics configurations.
    pub ForensicsConfigurations "forensics-configurations" sort "|";
    open;
    operations "SearchConfigsV1", "GetCombinedConfigsV1";
}
