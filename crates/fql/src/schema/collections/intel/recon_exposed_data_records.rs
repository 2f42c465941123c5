//! Recon exposed data records.

crate::collection! {
    /// Recon exposed data records.
    ///
    /// Wildcards: guide: 'prefix*', support is per field (recon.py).
    ///
    /// Forms: _all searches every field.
    pub ReconExposedDataRecords "recon-exposed-data-records" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_recon.py" {
        list "QueryNotificationsExposedDataRecordsV1"
            get "/recon/queries/notifications-exposed-data-records/v1" ids limit max 500 offset sort
            accepts "q";
    }
    further operations from "falconpy src/falconpy/_endpoint/_recon.py" {
        details "GetNotificationsExposedDataRecordsV1"
            get "/recon/entities/notifications-exposed-data-records/v1" query ids;
        aggregate "AggregateNotificationsExposedDataRecordsV1"
            post "/recon/aggregates/notifications-exposed-data-records/GET/v1" list;
    }

    from "gofalcon \
          falcon/client/recon/query_notifications_exposed_data_records_v1_parameters.go; \
          falconpy src/falconpy/_endpoint/_recon.py; falcon-mcp falcon_mcp/resources/recon.py" {
        _all: text [exact];
        author: text [exact];
        author_id: text [exact];
        bot.bot_id: text [exact];
        bot.operating_system.hardware_id: text [exact];
        cid: text [exact];
        company: text [exact];
        created_date: timestamp shown [shown range, sort];
        credential_status: text [exact]
            values ["newly_reported", "previously_reported", "confirmed_active", ..];
        credentials_domain: text [exact];
        credentials_ip: ip [exact];
        credentials_url: text [exact];
        display_name: text [exact];
        domain: text [exact];
        email: text [exact];
        file.complete_data_set: boolean [exact];
        file.download_urls: text [exact];
        file.name: text [exact];
        financial.bank_account: text [exact];
        financial.credit_card: text [exact];
        financial.crypto_currency_addresses: text [exact];
        full_name: text [exact];
        hash_type: text [exact];
        id: text [exact];
        job_position: text [exact];
        location.city: text [exact];
        location.country_code: text [exact];
        location.federal_admin_region: text [exact];
        location.federal_district: text [exact];
        location.postal_code: text [exact];
        location.state: text [exact];
        login_id: text [exact];
        notification_group_id: text [exact];
        notification_id: text [exact];
        phone_number: text [exact];
        rule.id: text [exact];
        rule.name: text [exact];
        rule.topic: text [exact]
            values ["SA_BRAND_PRODUCT", "SA_DOMAIN", "SA_EMAIL", "SA_IP",
                "SA_TYPOSQUATTING", ..];
        site: text [exact];
        site_id: text [exact];
        social.facebook_id: text [exact];
        social.instagram_id: text [exact];
        social.skype_id: text [exact];
        social.twitter_id: text [exact];
        source_category: text [exact];
        user_id: text [exact];
        user_ip: ip [exact];
        user_name: text [exact];
        user_uuid: text [exact];
    }

    from "gofalcon \
          falcon/client/recon/query_notifications_exposed_data_records_v1_parameters.go; \
          falconpy src/falconpy/_endpoint/_recon.py; falcon-mcp falcon_mcp/resources/recon.py; \
          falcon-mcp falcon_mcp/modules/recon.py (exposure_date.desc)" {
        exposure_date: timestamp candidate [shown sort];
    }

    from "gofalcon \
          falcon/client/recon/query_notifications_exposed_data_records_v1_parameters.go; \
          falconpy src/falconpy/_endpoint/_recon.py" {
        social.aim_id: text [exact];
        social.icq_id: text [exact];
        social.msn_id: text [exact];
        social.vk_id: text [exact];
        social.vk_token: text [exact];
    }
}
