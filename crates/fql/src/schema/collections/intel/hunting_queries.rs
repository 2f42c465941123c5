//! Intelligence hunting queries.

crate::collection! {
    /// Intelligence hunting queries.
    pub HuntingQueries "hunting-queries" sort "|";
    open;
    operations "SearchIntelligenceQueries", "GetArchiveExport";
}
