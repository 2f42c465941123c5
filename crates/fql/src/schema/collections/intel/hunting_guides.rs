//! Hunting guides.

crate::collection! {
    /// Hunting guides.
    pub HuntingGuides "hunting-guides" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_cao_hunting.py" {
        list "SearchHuntingGuides" get "/hunting/queries/hunting-guides/v1" ids offset sort unknown
            accepts "q";
    }
    further operations from "falconpy src/falconpy/_endpoint/_cao_hunting.py" {
        details "GetHuntingGuides" get "/hunting/entities/hunting-guides/v1" query ids;
        aggregate "AggregateHuntingGuides" post "/hunting/aggregates/hunting-guides/v1" list;
    }
}
