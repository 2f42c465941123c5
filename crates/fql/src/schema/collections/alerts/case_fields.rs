//! Case fields.

crate::collection! {
    /// Case fields.
    pub CaseFields "case-fields" sort "|";
    open;
    operations "queries_fields_get_v1";
}
