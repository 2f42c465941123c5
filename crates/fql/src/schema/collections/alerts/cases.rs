//! Cases.

crate::collection! {
    /// Cases.
    ///
    /// Wildcards: 'prefix*' (cases.py); ! '*' for unassigned (cases.py).
    ///
    /// Forms: whole filter * = everything, empty = no filter (swagger); all_text for full text;
    /// sort takes dot and pipe.
    ///
    /// Conflict: swagger: any keyword field of the case model, with only a few named; guide table
    /// has 44.
    ///
    /// Conflict: severity is an integer 1-100 here, text in many siblings.
    ///
    /// Conflict: sla_active_timer.status has a dot, sla_active_timer_time_due does not.
    ///
    /// Conflict: sort names assigned_to_userid in swagger, which the guide does not have.
    pub Cases "cases" sort "|";
    table advisory;
    patterns [plain] from "falcon-mcp falcon_mcp/resources/cases.py";
    operations from "falconpy src/falconpy/_endpoint/_case_management.py" {
        list "queries_cases_get_v1" get "/cases/queries/cases/v1" ids limit 100 max 10000 offset sort
            accepts "q";
    }
    further operations from "falconpy src/falconpy/_endpoint/_case_management.py" {
        details "entities_cases_post_v2" post "/cases/entities/cases/v2" body ids;
    }

    from "falcon-mcp falcon_mcp/resources/cases.py" {
        aids: text [exact];
        alerts: text [exact];
        all_text: text [exact];
        case_template_id: text [exact];
        case_template_name: text [exact];
        cloud_account_ids: text [exact];
        cloud_availability_zones: text [exact];
        cloud_instance_ids: text [exact];
        cloud_providers: text [exact] values ["aws", "azure", "gcp", ..];
        cloud_regions: text [exact];
        cloud_service_names: text [exact];
        command_lines: text [exact];
        created_by: text [exact];
        data_domains: text [exact];
        description: text [exact];
        email_addresses: text [exact];
        events: text [exact];
        file_names: text [exact];
        hostnames: text [exact];
        image_file_names: text [exact];
        ips: ip [exact];
        md5s: text [exact];
        modified_by: text [exact];
        name: text [exact, sort];
        reference_id: text [exact, sort];
        severity: integer [exact, shown range, sort];
        sha256s: text [exact];
        sla_active_timer.status: text [exact]
            values ["pending", "in_progress", "paused", "achieved", "missed", ..];
        sla_active_timer_time_due: text [exact];
        sla_name: text [exact];
        source_products: text [exact];
        source_vendors: text [exact];
        status: text [exact, sort] values ["new", "in_progress", "closed", "reopened", ..];
        tactic_ids: text [exact];
        tactics: text [exact] ids "TA" by tactic_ids;
        tags: text [exact, sort];
        technique_ids: text [exact];
        techniques: text [exact] ids "T" by technique_ids;
        usernames: text [exact];
    }

    from "falcon-mcp falcon_mcp/resources/cases.py; gofalcon \
          falcon/client/cases/queries_cases_get_v1_parameters.go" {
        assigned_to_name: text [exact, wildcard, sort];
        assigned_to_uuid: text [exact, wildcard, sort];
        cid: text [exact, sort];
        created_timestamp: timestamp [range, sort];
        id: text [exact, sort];
        updated_timestamp: timestamp [range, sort];
    }
}
