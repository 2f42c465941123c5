//! Google Cloud registrations.

crate::collection! {
    /// Google Cloud registrations.
    pub GcpRegistrations "gcp-registrations" sort "|";
    table closed by text;
    operations from "falconpy src/falconpy/_endpoint/_cloud_google_cloud_registration.py" {
        other "cloud_registration_gcp_get_entities"
            get "/cloud-security-registration-google-cloud/entities/accounts/v1" limit 100 max 500 offset
            sort accepts "ids", "include_all_statuses";
    }

    from "gofalcon \
          falcon/client/cloud_google_cloud_registration/cloud_registration_gcp_get_entities_parameters.go; \
          falconpy src/falconpy/_endpoint/_cloud_google_cloud_registration.py" {
        created: timestamp candidate [sort];
        entity_id: text [exact];
        entity_name: text [exact];
        entity_type: text [exact];
        ioa_status: text [exact];
        iom_status: text [exact];
        parent_id: text [exact];
        project_number: text [exact];
        registration_id: text [exact];
        registration_name: text [exact];
        registration_scope: text [exact];
        updated: timestamp candidate;
    }

    from "gofalcon \
          falcon/client/cloud_google_cloud_registration/cloud_registration_gcp_get_entities_parameters.go" {
        dspm_status: text [exact];
        vulnerability_scanning_status: text [exact];
    }
}
