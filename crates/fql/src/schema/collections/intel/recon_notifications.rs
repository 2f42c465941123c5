//! Recon notifications.

crate::collection! {
    /// Recon notifications.
    ///
    /// Unknown fields: success without rows (falcon-mcp
    /// tests/integration/test_filter_classification.py).
    ///
    /// Wildcards: guide: 'prefix*' or '*suffix*', support is per field, to be verified live
    /// (recon.py).
    ///
    /// Forms: ~ likewise per field (recon.py). Offset+limit at most 10000.
    ///
    /// Conflict: breach_summary.credential_statuses: in the swagger filter list, but a 400 parse
    /// failure live (recon.py).
    ///
    /// Conflict: typosquatting.* and breach_summary.is_retroactively_deduped: swagger lists them,
    /// guide says queryability not confirmed.
    ///
    /// Conflict: status wording: in-progress with a hyphen here, in_progress on cases.
    pub ReconNotifications "recon-notifications" sort "|";
    table advisory;
    unknown_field silent;
    operations from "falconpy src/falconpy/_endpoint/_recon.py" {
        list "QueryNotificationsV1" get "/recon/queries/notifications/v1" ids limit max 500 offset sort
            accepts "q";
    }
    further operations from "falconpy src/falconpy/_endpoint/_recon.py" {
        details "GetNotificationsV1" get "/recon/entities/notifications/v1" query ids;
        aggregate "AggregateNotificationsV1" post "/recon/aggregates/notifications/GET/v1" list;
    }
    denied exact because "HTTP 400, a parse failure, in a live test";
    denied wildcard because "HTTP 400, a parse failure, in a live test";
    denied list because "HTTP 400, a parse failure, in a live test";
    denied range because "HTTP 400, a parse failure, in a live test";
    denied text_match because "HTTP 400, a parse failure, in a live test";

    from "gofalcon falcon/client/recon/query_notifications_v1_parameters.go; falconpy \
          src/falconpy/_endpoint/_recon.py; falcon-mcp falcon_mcp/resources/recon.py" {
        assigned_to_uuid: text [exact];
        breach_summary.credential_statuses: text denied [denied exact, denied wildcard, denied list, denied range, denied text_match];
        breach_summary.is_retroactively_deduped: boolean [exact];
        cid: text [exact];
        created_date: timestamp shown [shown range, sort];
        id: text [exact];
        item_site: text [exact];
        item_type: text [exact];
        rule_id: text [exact];
        rule_name: text [exact];
        rule_priority: text [exact] values ["low", "medium", "high", ..];
        rule_topic: text [exact]
            values ["SA_DOMAIN", "SA_TYPOSQUATTING", "SA_EMAIL", "SA_IP",
                "SA_BRAND_PRODUCT", ..];
        status: text [exact]
            values ["new", "in-progress", "closed-false-positive",
                "closed-true-positive", ..];
        typosquatting.base_domain.id: text [exact];
        typosquatting.base_domain.is_registered: boolean [exact];
        typosquatting.base_domain.punycode_format: text [exact];
        typosquatting.base_domain.unicode_format: text [exact];
        typosquatting.base_domain.whois.name_servers: text [exact];
        typosquatting.base_domain.whois.registrant.email: text [exact];
        typosquatting.base_domain.whois.registrant.name: text [exact];
        typosquatting.base_domain.whois.registrant.org: text [exact];
        typosquatting.base_domain.whois.registrar.name: text [exact];
        typosquatting.base_domain.whois.registrar.status: text [exact];
        typosquatting.id: text [exact];
        typosquatting.parent_domain.id: text [exact];
        typosquatting.parent_domain.punycode_format: text [exact];
        typosquatting.parent_domain.unicode_format: text [exact];
        typosquatting.punycode_format: text [exact];
        typosquatting.unicode_format: text [exact];
        updated_date: timestamp candidate [sort];
        user_uuid: text [exact];
    }

    from "gofalcon falcon/client/recon/query_notifications_v1_parameters.go" {
        risk_score_label: text [exact];
    }
}
