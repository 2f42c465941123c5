//! Azure issue suppressions.

crate::collection! {
    /// Azure issue suppressions.
    pub AzureIssueSuppressions "azure-issue-suppressions" sort "|";
    table closed by text;
    operations from "gofalcon falcon/client/cloud_azure_registration/cloud_registration_azure_get_suppressions_parameters.go" {
        list "cloud-registration-azure-get-suppressions"
            get "/cloud-security-registration-azure/entities/issue-suppressions/v1" documents
            limit 100 max 1000 offset sort unknown accepts "registration_id";
    }

    from "gofalcon \
          falcon/client/cloud_azure_registration/cloud_registration_azure_get_suppressions_parameters.go" {
        created_at: timestamp candidate;
        entity_id: text [exact];
        issue_name: text [exact];
        reason: text [exact];
        suppressed_by: text [exact];
    }
}
