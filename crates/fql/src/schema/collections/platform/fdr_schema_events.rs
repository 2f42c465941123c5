//! FDR schema events.

crate::collection! {
    /// FDR schema events.
    pub FdrSchemaEvents "fdr-schema-events" sort "|";
    open;
    operations "fdrschema_queries_event_get";
}
