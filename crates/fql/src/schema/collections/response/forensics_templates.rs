//! Forensics templates.

crate::collection! {
    /// Forensics templates.
    pub ForensicsTemplates "forensics-templates" sort "|";
    open;
    operations from "gofalcon falcon/client/operations/search_templates_v1_parameters.go" {
        list "SearchTemplatesV1" get "/forensics/queries/templates/v1" ids offset sort unknown;
    }
    operations from "gofalcon falcon/client/operations/get_combined_templates_v1_parameters.go" {
        list "GetCombinedTemplatesV1" get "/forensics/combined/templates/v1" documents offset
            sort unknown accepts "ids";
    }
}
