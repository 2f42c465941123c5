//! Case fields.

crate::collection! {
    /// Case fields.
    pub CaseFields "case-fields" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_case_management.py" {
        list "queries_fields_get_v1" get "/casemgmt/queries/fields/v1" ids limit max 200 offset;
    }
    further operations from "falconpy src/falconpy/_endpoint/_case_management.py" {
        details "entities_fields_get_v1" get "/casemgmt/entities/fields/v1" query ids;
    }
}
