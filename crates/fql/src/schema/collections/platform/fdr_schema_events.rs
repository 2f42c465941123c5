//! FDR schema events.

crate::collection! {
    /// FDR schema events.
    pub FdrSchemaEvents "fdr-schema-events" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_fdr.py" {
        list "fdrschema_queries_event_get" get "/fdr/queries/schema-events/v1" ids offset sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_fdr.py" {
        details "fdrschema_entities_event_get" get "/fdr/entities/schema-events/v1" query ids;
    }
}
