//! Azure registration issues.

crate::collection! {
    /// Azure registration issues.
    pub AzureRegistrationIssues "azure-registration-issues" sort "|";
    table closed by text;
    operations
        "cloud-registration-azure-get-issues", "cloud-registration-azure-get-issue-values-by-field";

    from "gofalcon \
          falcon/client/cloud_azure_registration/cloud_registration_azure_get_issues_parameters.go" {
        category: text [exact];
        entity_id: text [exact];
        entity_name: text [exact];
        entity_type: text [exact];
        impact: text [exact];
        issue: text [exact];
        name: text [exact];
        severity: text [exact];
        status: text [exact];
    }
}
