//! Forensics templates.

crate::collection! {
    /// Forensics templates.
    pub ForensicsTemplates "forensics-templates" sort "|";
    open;
    operations "SearchTemplatesV1", "GetCombinedTemplatesV1";
}
