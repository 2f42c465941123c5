//! Intelligence hunting queries.

crate::collection! {
    /// Intelligence hunting queries.
    pub HuntingQueries "hunting-queries" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_cao_hunting.py" {
        list "SearchIntelligenceQueries" get "/hunting/queries/intelligence-queries/v1" ids offset
            sort unknown accepts "q";
        other "GetArchiveExport" get "/hunting/entities/archive-exports/v1" requires "language"
            accepts "archive_type";
    }
    further operations from "falconpy src/falconpy/_endpoint/_cao_hunting.py" {
        details "GetIntelligenceQueries" get "/hunting/entities/intelligence-queries/v1" query ids
            accepts "include_translated_content";
        aggregate "AggregateIntelligenceQueries" post "/hunting/aggregates/intelligence-queries/v1" list;
    }
}
