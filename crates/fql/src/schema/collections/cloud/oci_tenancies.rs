//! OCI tenancies.

crate::collection! {
    /// OCI tenancies.
    pub OciTenancies "oci-tenancies" sort "|";
    table closed by text;
    operations from "falconpy src/falconpy/_endpoint/_cloud_oci_registration.py" {
        list "cloud_security_registration_oci_get_account"
            get "/cloud-security-registration-oci/combined/accounts/v1" documents limit 100 max 10000
            offset or next_token sort unknown;
    }

    from "gofalcon \
          falcon/client/cloud_oci_registration/cloud_security_registration_oci_get_account_parameters.go; \
          falconpy src/falconpy/_endpoint/_cloud_oci_registration.py" {
        created_at: timestamp candidate [sort];
        home_region: text [exact, sort];
        key_age: integer single [exact, sort];
        overall_status: text [exact, sort];
        tenancy_name: text [exact, sort];
        tenancy_ocid: text [exact, sort];
        updated_at: timestamp candidate [sort];
    }

    from "gofalcon \
          falcon/client/cloud_oci_registration/cloud_security_registration_oci_get_account_parameters.go" {
        registration_name: text [exact, sort];
    }
}
