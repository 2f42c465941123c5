//! FDR schema fields.

crate::collection! {
    /// FDR schema fields.
    pub FdrSchemaFields "fdr-schema-fields" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_fdr.py" {
        list "fdrschema_queries_field_get" get "/fdr/queries/schema-fields/v1" ids offset sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_fdr.py" {
        details "fdrschema_entities_field_get" get "/fdr/entities/schema-fields/v1" query ids;
    }
}
