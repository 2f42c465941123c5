//! Custom IOCs (indicator_*).

crate::collection! {
    /// Custom IOCs (indicator_*).
    ///
    /// Unknown fields: success without rows (falcon-mcp
    /// tests/integration/test_filter_classification.py: iocs = silent (unknown field is an empty
    /// 200)).
    ///
    /// Wildcards: value:*example* in the guide (no quotes); quoted star forms not shown.
    ///
    /// Forms: sort accepts field.asc and field|asc (falcon-mcp falcon_mcp/resources/ioc.py);
    /// offset only to 10k, then after.
    ///
    /// Note on 5 fields: sort property only.
    pub Iocs "iocs" sort ".";
    table closed;
    unknown_field silent;
    operations from "falconpy src/falconpy/_endpoint/_ioc.py" {
        list "indicator_search_v1" get "/iocs/queries/indicators/v1" ids limit 100 offset or after
            window 10000 sort
            accepts "from_parent";
        list "indicator_combined_v1" get "/iocs/combined/indicator/v1" documents offset or after
            window 10000 sort
            accepts "from_parent";
        aggregate "indicator_aggregate_v1" post "/iocs/aggregates/indicators/v1" object filter query
            accepts "from_parent";
        other "indicator_delete_v1" delete "/iocs/entities/indicators/v1"
            accepts "ids", "comment", "from_parent"
            note "deletes all that the filter matches; the filter wins over `ids`";
    }
    further operations from "falconpy src/falconpy/_endpoint/_ioc.py" {
        details "indicator_get_v1" get "/iocs/entities/indicators/v1" query ids;
    }

    from "falcon-mcp falcon_mcp/resources/ioc.py; psfalcon wiki Get-FalconIoc; caracara-filters \
          caracara_filters/dialects/iocs.py; falcon-mcp@2b3ddb5 tests/integration/test_ioc.py; \
          falcon-mcp falcon_mcp/filter_hints.py after PR #574; caracara-filters \
          tests/test_ioc_filters.py" {
        /// Live: filter value is no_action; action_query_v1 reports 'none', which matches nothing.
        action: text single [exact, shown list, sort]
            values ["detect", "prevent", "no_action", "prevent_no_ui", "allow", ..]
            corrects ["block" = "prevent", "none" = "no_action"];
        /// Closed: live test asserts set equality with ioc_type_query_v1; lowercase only
        /// (caracara).
        r#type: text [exact, shown list, sort]
            values ["sha256", "md5", "ipv4", "ipv6", "domain", "all_subdomains"]
            corrects ["hash" = "sha256", "hash_sha256" = "sha256", "hash_md5" = "md5", "ip" = "ipv4",
                "ip_address" = "ipv4"];
    }

    from "falcon-mcp falcon_mcp/resources/ioc.py; psfalcon wiki Get-FalconIoc; caracara-filters \
          caracara_filters/dialects/iocs.py" {
        applied_globally: boolean single [exact, sort];
        created_by: text [exact, sort];
        expired: boolean single [exact, sort];
        modified_by: text [exact, sort];
    }

    from "falcon-mcp falcon_mcp/resources/ioc.py; psfalcon wiki Get-FalconIoc; caracara-filters \
          caracara_filters/dialects/iocs.py; caracara-filters \
          caracara_filters/common/templates.py" {
        created_on: timestamp single [exact, range, sort];
        expiration: timestamp single [exact, range, sort];
    }

    from "falconpy samples/ioc/ioc_restore.py" {
        /// deleted:true is how a sample finds removed IOCs.
        deleted: boolean single shown [shown exact];
    }

    description: text candidate;
    parent_cid_name: text candidate;

    from "caracara-filters caracara_filters/dialects/iocs.py" {
        from_parent: boolean single [exact];
        id: text [exact];
    }

    from "psfalcon wiki Get-FalconIoc; falconpy samples/ioc/ioc_restore.py" {
        host_groups: text [exact, shown list];
    }

    from "falconpy src/falconpy/_endpoint/_ioc.py" {
        metadata.av_hits: integer candidate [sort];
        metadata.company_name.raw: text candidate [sort];
        metadata.original_filename.raw: text candidate [sort];
        metadata.product_name.raw: text candidate [sort];
        metadata.product_version: text candidate [sort];
    }

    from "falcon-mcp falcon_mcp/resources/ioc.py" {
        /// The .raw spelling is the filter name; the answer carries metadata.filename.
        metadata.filename.raw: text [exact, sort];
    }

    from "psfalcon wiki Get-FalconIoc; caracara-filters caracara_filters/dialects/iocs.py" {
        mobile_action: text single [exact]
            values ["no_action", "allow", "prevent", "detect", "prevent_no_ui", ..];
    }

    from "falcon-mcp falcon_mcp/resources/ioc.py; psfalcon wiki Get-FalconIoc; caracara-filters \
          caracara_filters/dialects/iocs.py; caracara-filters \
          caracara_filters/common/templates.py; falconpy samples/ioc/ioc_restore.py" {
        modified_on: timestamp single [exact, range, sort];
    }

    from "psfalcon wiki Get-FalconIoc; caracara-filters caracara_filters/dialects/iocs.py; \
          caracara-filters tests/test_ioc_filters.py" {
        /// Values from caracara (lowercased Linux, Mac, Windows); ios and android not covered by
        /// any filter text.
        platforms: text [exact, shown list] values ["windows", "mac", "linux", ..];
        tags: text [exact, shown list];
    }

    from "psfalcon wiki Get-FalconIoc; caracara-filters caracara_filters/dialects/iocs.py; \
          falcon-mcp@2b3ddb5 tests/integration/test_ioc.py; falcon-mcp \
          falcon_mcp/filter_hints.py after PR #574" {
        /// Five labels live-tested together with severity_number.
        severity: text single [exact] values ["informational", "low", "medium", "high", "critical", ..]
            corrects ["info" = "informational"]
            expects "use a name, such as `severity:'high'`, or `severity_number` for a number";
    }

    from "falcon-mcp falcon_mcp/resources/ioc.py; falcon-mcp@2b3ddb5 \
          tests/integration/test_ioc.py; falcon-mcp falcon_mcp/filter_hints.py after PR #574" {
        /// Live: 0/10/30/50/70/90 unquoted, the older hint said 1-5 which matches nothing; 0 not
        /// asserted.
        severity_number: integer [exact, sort] values ["0", "10", "30", "50", "70", "90", ..];
    }

    from "falcon-mcp falcon_mcp/resources/ioc.py; psfalcon wiki Get-FalconIoc; falcon-mcp \
          tests/integration/test_ioc.py" {
        source: text [exact, sort];
    }

    from "falcon-mcp falcon_mcp/resources/ioc.py; psfalcon wiki Get-FalconIoc; caracara-filters \
          caracara_filters/dialects/iocs.py; falcon-mcp tests/integration/test_ioc.py; gofalcon \
          examples/falcon_iocs/falcon_iocs.go" {
        /// Guide example value:*example* has no quotes; gofalcon uses double quotes value:"x".
        value: text [exact, wildcard, sort];
    }

    renamed metadata.filename = metadata.filename.raw
        because "responses call it so; the filter name ends in `.raw` (falcon-mcp falcon_mcp/resources/ioc.py)";
    hint filename = "metadata.filename.raw" because "alerts call it `filename`";
    hint indicator = "value" because "`indicator` is the name in intelligence indicators";
    hint sha256 = "type:'sha256'+value:'…'" because "an IOC has a type and a value";
    hint md5 = "type:'md5'+value:'…'" because "an IOC has a type and a value";
    hint hash = "type:'sha256'+value:'…'", "type:'md5'+value:'…'"
        because "an IOC has a type and a value";
    hint domain = "type:'domain'+value:'…'" because "an IOC has a type and a value";
    hint ipv4 = "type:'ipv4'+value:'…'" because "an IOC has a type and a value";
    hint ipv6 = "type:'ipv6'+value:'…'" because "an IOC has a type and a value";
    hint ip = "type:'ipv4'+value:'…'", "type:'ipv6'+value:'…'"
        because "an IOC has a type and a value";
    hint ip_address = "type:'ipv4'+value:'…'", "type:'ipv6'+value:'…'"
        because "an IOC has a type and a value";
    hint platform = "platforms"
        because "Caracara calls it `platform` (caracara-filters caracara_filters/dialects/iocs.py)";
    hint policy = "action" because "`action` is what the sensor does";
    hint created_timestamp = "created_on"
        because "`created_timestamp` is the name in alerts";
    hint modified_timestamp = "modified_on"
        because "`modified_timestamp` is the name in hosts";
    hint expires = "expiration", "expired"
        because "`expiration` is a time, `expired` is `true` or `false`";
    hint expiration_date = "expiration"
        because "the guide calls it `expiration` (falcon-mcp falcon_mcp/resources/ioc.py)";
    hint created_date = "created_on" because "`created_date` is the name in intelligence reports";
    hint groups = "host_groups" because "`groups` is the name in hosts";
    hint url = "type:'domain'+value:'…'" because "no type of IOC is a URL";
    hint expiration_timestamp = "expiration"
        because "times of IOCs do not end in `timestamp`";
    hint global = "applied_globally" because "the guide calls it `applied_globally`";
    hint status = "expired", "deleted" because "no field has a status";
    hint enabled = "expired", "action" because "no field turns an IOC off; `action` is what the sensor does";
}
