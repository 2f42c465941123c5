//! Ecosystem subsidiaries of Exposure Management.

crate::collection! {
    /// The ecosystem subsidiaries, as `query_ecosystem_subsidiaries` filters them.
    ///
    /// This collection is open, because no table of its fields is documented: filters may use any
    /// property and operator, and only their syntax is checked. The documented sort fields are `name`
    /// and `primary_domain`.
    pub Subsidiaries "subsidiaries" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_exposure_management.py" {
        list "query_ecosystem_subsidiaries" get "/fem/queries/ecosystem-subsidiaries/v1" ids limit 100 offset
            sort accepts "version_id";
        list "combined_ecosystem_subsidiaries" get "/fem/combined/ecosystem-subsidiaries/v1" documents
            limit 100 offset sort accepts "version_id";
    }
    further operations from "falconpy src/falconpy/_endpoint/_exposure_management.py" {
        details "get_ecosystem_subsidiaries" get "/fem/entities/ecosystem-subsidiaries/v1" query ids max 100
            accepts "version_id";
    }
}
