//! Quarantined files.

crate::collection! {
    /// Quarantined files.
    ///
    /// Unknown fields: success without rows (falcon-mcp
    /// tests/integration/test_filter_classification.py: quarantined_files = silent).
    ///
    /// Wildcards: plain star 'x*', '*x' listed for the collection.
    ///
    /// Forms: whole filter '*' = no filter (swagger).
    ///
    /// Note on 10 fields: answer field only.
    ///
    /// Note on 4 fields: list looks copied from the legacy detects text.
    pub Quarantine "quarantine" sort "|";
    table advisory;
    unknown_field silent;
    patterns [plain] from "falcon-mcp falcon_mcp/resources/quarantine.py";
    operations from "falconpy src/falconpy/_endpoint/_quarantine.py; psfalcon public/quarantine.ps1" {
        list "QueryQuarantineFiles" get "/quarantine/queries/quarantined-files/v1" ids limit max 5000 offset
            sort accepts "q";
    }
    operations from "falconpy src/falconpy/_endpoint/_quarantine.py" {
        other "ActionUpdateCount" get "/quarantine/aggregates/action-update-count/v1" filter required;
        other "UpdateQfByQuery" patch "/quarantine/queries/quarantined-files/v1" filter body
            note "releases or deletes all files that the filter matches";
        aggregate "GetAggregateFiles" post "/quarantine/aggregates/quarantined-files/GET/v1" object
            note "the buckets of an unknown field are null";
    }
    further operations from "falconpy src/falconpy/_endpoint/_quarantine.py" {
        details "GetQuarantineFiles" post "/quarantine/entities/quarantined-files/GET/v1" body ids;
    }

    from "gofalcon falcon/client/quarantine/query_quarantine_files_parameters.go" {
        adversary_id: any [exact];
        behaviors.behavior_id: any [exact];
        behaviors.ioc_type: any [exact];
        behaviors.tree_root_hash: any [exact];
        device.country: any [exact];
        device.device_id: any [exact];
        first_behavior: timestamp [range];
        last_behavior: timestamp [range];
        max_confidence: any [range];
        max_severity: any [range];
    }

    aid: text candidate;
    alert_ids: text candidate;
    cid: text candidate;
    detect_ids: text candidate;
    extracted: boolean candidate;
    is_on_removable_disk: boolean candidate;
    primary_module: boolean candidate;
    release_path_for_removable_media: text candidate;
    sandbox_report_id: text candidate;
    sandbox_report_state: text candidate;

    from "falcon-mcp falcon_mcp/resources/quarantine.py; gofalcon \
          falcon/client/quarantine/query_quarantine_files_parameters.go" {
        behaviors.ioc_value: text [exact, wildcard, text_match];
        behaviors.username: text [exact, wildcard, text_match];
    }

    from "falconpy src/falconpy/_endpoint/_quarantine.py" {
        date_created: any candidate [sort];
        username: text candidate [sort];
    }

    from "falcon-mcp falcon_mcp/resources/quarantine.py; falconpy \
          src/falconpy/_endpoint/_quarantine.py" {
        date_updated: timestamp [range, sort];
        hostname: text [exact, wildcard, text_match, sort];
    }

    from "gofalcon falcon/client/quarantine/query_quarantine_files_parameters.go; psfalcon wiki \
          Test-FalconQuarantineAction" {
        /// An earlier falcon-mcp guide used device.hostname and device.device_id and a later one
        /// replaced them by the top-level hostname; the server is silent, so swagger names are
        /// unproved.
        device.hostname: any [exact];
    }

    from "falcon-mcp falcon_mcp/resources/quarantine.py" {
        id: text [exact, wildcard, text_match];
    }

    from "falcon-mcp falcon_mcp/filter_hints.py; falcon-mcp tests/integration/test_quarantine.py \
          after PR #574" {
        paths: any denied [denied exact, denied wildcard, denied text_match]
            replaced by paths.path
            because "older hints list bare paths; live test proves it matches nothing";
    }

    from "falcon-mcp tests/integration/test_quarantine.py after PR #574; falcon-mcp \
          falcon_mcp/filter_hints.py after PR #574; falconpy \
          src/falconpy/_endpoint/_quarantine.py" {
        /// Live: dotted form filters; bare paths matches nothing.
        paths.path: text shown [shown exact, sort];
        /// Known to the aggregate; listed as a filter by the newer hint.
        paths.state: text shown [exact, sort];
    }

    from "falcon-mcp falcon_mcp/resources/quarantine.py; falcon-mcp \
          tests/integration/test_quarantine.py after PR #574" {
        sha256: text [exact, wildcard, text_match];
    }

    from "falcon-mcp falcon_mcp/resources/quarantine.py; falcon-mcp \
          tests/integration/test_quarantine.py; falcon-mcp tests/integration/test_quarantine.py \
          after PR #574; falconpy src/falconpy/_endpoint/_quarantine.py" {
        /// Six values from the newer hint; live test only proves the states that the tenant holds.
        state: text single [exact, wildcard, text_match, sort]
            values ["quarantined", "released", "purged", "cleaned", "error",
                "unknown", ..];
    }

    from "gofalcon falcon/client/quarantine/query_quarantine_files_parameters.go; falcon-mcp \
          falcon_mcp/resources/quarantine.py; falcon-mcp tests/integration/test_quarantine.py \
          after PR #574" {
        status: text denied [denied exact, denied wildcard, denied text_match]
            replaced by state
            because "swagger and an older guide offer status; a newer live test proves it matches nothing and is unknown to the aggregate";
    }
}
