//! Network scan templates.

crate::collection! {
    /// Network scan templates.
    pub NetscanTemplates "netscan-templates" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_network_scan_templates.py" {
        list "query_templates" get "/netscan/queries/templates/v1" ids limit 100 max 100 offset
            sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_network_scan_templates.py" {
        details "get_templates" get "/netscan/entities/templates/v1" query ids max 100;
    }
}
