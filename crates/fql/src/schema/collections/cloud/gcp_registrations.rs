//! Google Cloud registrations.

crate::collection! {
    /// Google Cloud registrations.
    pub GcpRegistrations "gcp-registrations" sort "|";
    table closed by text;
    operations "cloud_registration_gcp_get_entities";

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
