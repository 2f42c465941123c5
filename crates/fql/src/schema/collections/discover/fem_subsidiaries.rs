//! Exposure management subsidiaries.

crate::collection! {
    /// Exposure management subsidiaries.
    pub FemSubsidiaries "fem-subsidiaries" sort "|";
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
