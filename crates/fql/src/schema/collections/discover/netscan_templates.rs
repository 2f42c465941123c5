//! Network scan templates.

crate::collection! {
    /// Network scan templates.
    pub NetscanTemplates "netscan-templates" sort "|";
    open;
    operations "query_templates";
}
