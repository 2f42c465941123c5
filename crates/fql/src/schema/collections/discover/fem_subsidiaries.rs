//! Exposure management subsidiaries.

crate::collection! {
    /// Exposure management subsidiaries.
    pub FemSubsidiaries "fem-subsidiaries" sort "|";
    open;
    operations "query_ecosystem_subsidiaries", "combined_ecosystem_subsidiaries";
}
