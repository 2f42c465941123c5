//! Azure registration issues.

crate::collection! {
    /// Azure registration issues.
    pub AzureRegistrationIssues "azure-registration-issues" sort "|";
    table closed by text;
    operations from "gofalcon falcon/client/cloud_azure_registration/cloud_registration_azure_get_issues_parameters.go" {
        list "cloud-registration-azure-get-issues"
            get "/cloud-security-registration-azure/entities/issues/v1" documents limit 100 max 1000 offset
            sort unknown accepts "group_by", "registration_id";
    }
    operations from "gofalcon falcon/client/cloud_azure_registration/cloud_registration_azure_get_issue_values_by_field_parameters.go" {
        other "cloud-registration-azure-get-issue-values-by-field"
            get "/cloud-security-registration-azure/aggregates/issues-values-by-fields/v1"
            accepts "field", "registration_id";
    }

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
