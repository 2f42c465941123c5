//! FDR schema fields.

crate::collection! {
    /// FDR schema fields.
    pub FdrSchemaFields "fdr-schema-fields" sort "|";
    open;
    operations "fdrschema_queries_field_get";
}
