//! IOA exclusions.

crate::collection! {
    /// IOA exclusions.
    ///
    /// Wildcards: field:*'*x*' on value/name only; plain star is a literal character.
    ///
    /// Forms: ~ is not supported on value/name; certificate uses modified_on, the others
    /// last_modified.
    ///
    /// Note on 11 fields: answer field only.
    ///
    /// Note on 5 fields: dropped from the guide after live validation because the API ignored it
    /// (silent empty answer).
    pub IoaExclusions "ioa-exclusions" sort ".";
    table closed;
    patterns [operator, denied plain] from "falcon-mcp falcon_mcp/resources/exclusions.py";
    pattern_values;
    operations from "falconpy src/falconpy/_endpoint/_ioa_exclusions.py" {
        list "ss_ioa_exclusions_search_v2" get "/exclusions/queries/ss-ioa-exclusions/v2" ids limit max 500
            offset sort accepts "ifn_regex", "cl_regex", "parent_ifn_regex", "parent_cl_regex",
            "grandparent_ifn_regex", "grandparent_cl_regex";
        list "queryIOAExclusionsV1" get "/policy/queries/ioa-exclusions/v1" ids limit max 500 offset sort
            accepts "ifn_regex", "cl_regex";
        aggregate "ss_ioa_exclusions_aggregates_v2" post "/exclusions/aggregates/ss-ioa-exclusions/GET/v2"
            object accepts "ifn_regex", "cl_regex", "parent_ifn_regex", "parent_cl_regex",
            "grandparent_ifn_regex", "grandparent_cl_regex";
    }
    further operations from "falconpy src/falconpy/_endpoint/_ioa_exclusions.py" {
        details "ss_ioa_exclusions_get_v2" get "/exclusions/entities/ss-ioa-exclusions/v2" query ids;
        details "getIOAExclusionsV1" get "/policy/entities/ioa-exclusions/v1" query ids;
    }
    denied wildcard because "exact matches only, by the guide";
    denied text_match because "~ silently matches nothing, by the live-tested guide";

    from "falcon-mcp falcon_mcp/resources/exclusions.py; falcon-mcp \
          tests/integration/test_exclusions.py" {
        applied_globally: boolean single [exact];
        created_on: timestamp single [range];
        last_modified: timestamp single [range, sort];
        /// Guide: exact match only.
        pattern_id: text [exact, denied wildcard, sort];
    }

    cl_regex: text candidate;
    comment: text candidate;
    description: text candidate;
    detection_json: text candidate;
    grandparent_cl_regex: text candidate;
    grandparent_ifn_regex: text candidate;
    host_groups: text candidate;
    id: text candidate;
    ifn_regex: text candidate;
    parent_cl_regex: text candidate;
    parent_ifn_regex: text candidate;

    from "falcon-mcp tests/modules/test_exclusions.py; falcon-mcp \
          falcon_mcp/resources/exclusions.py; falcon-mcp@e1a7afd resources/exclusions.py older \
          text; falconpy src/falconpy/ioa_exclusions.py" {
        created_by: text denied [denied exact, denied wildcard, denied text_match, sort]
            conflict "the falconpy docstring of the v1 operation lists it as an available filter (falconpy src/falconpy/ioa_exclusions.py); the guide tested the v2 operation";
        modified_by: text denied [denied exact, denied wildcard, denied text_match, sort]
            conflict "the falconpy docstring of the v1 operation lists it as an available filter (falconpy src/falconpy/ioa_exclusions.py); the guide tested the v2 operation";
        name: text denied [denied exact, denied wildcard, denied text_match, sort]
            conflict "the falconpy docstring of the v1 operation lists it as an available filter (falconpy src/falconpy/ioa_exclusions.py); the guide tested the v2 operation; guide dropped name as a silent no-op; the terraform sweeper filters name:~'...' on this operation (terraform-provider-crowdstrike internal/ioa_exclusion/sweep.go)";
        value: any denied [denied exact, denied wildcard, denied text_match]
            conflict "the falconpy docstring of the v1 operation lists it as an available filter (falconpy src/falconpy/ioa_exclusions.py); the guide tested the v2 operation";
    }

    from "falconpy src/falconpy/ioa_exclusions.py" {
        /// v1 only; may be pattern_id or pattern_name.
        pattern: any [exact];
    }

    from "falcon-mcp tests/modules/test_exclusions.py; falcon-mcp \
          falcon_mcp/resources/exclusions.py; falcon-mcp@e1a7afd resources/exclusions.py older \
          text" {
        pattern_name: text denied [denied exact, denied wildcard, denied text_match, sort]
            because "dropped from the guide after live validation because the API ignored it (silent empty answer)";
    }
}
