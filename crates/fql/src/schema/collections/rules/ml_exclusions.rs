//! Machine learning exclusions.

crate::collection! {
    /// Machine learning exclusions.
    ///
    /// Unknown fields: success without rows (falcon-mcp
    /// tests/integration/test_filter_classification.py: exclusions\[ml\] = silent; guide agrees).
    ///
    /// Wildcards: field:*'*x*' on value/name only; plain star is a literal character.
    ///
    /// Forms: ~ is not supported on value/name; certificate uses modified_on, the others
    /// last_modified.
    ///
    /// Note on 5 fields: answer field only.
    ///
    /// Note on 3 fields: sort property of the v2 swagger only.
    pub MlExclusions "ml-exclusions" sort ".";
    table closed;
    unknown_field silent;
    patterns [operator, denied plain] from "falcon-mcp falcon_mcp/resources/exclusions.py";
    pattern_values;
    operations from "falconpy src/falconpy/_endpoint/_ml_exclusions.py" {
        list "exclusions_search_v2" get "/exclusions/queries/exclusions/v2" ids limit max 500 offset sort;
        list "queryMLExclusionsV1" get "/policy/queries/ml-exclusions/v1" ids limit max 500 offset sort;
        aggregate "exclusions_aggregates_v2" post "/exclusions/aggregates/exclusions/GET/v2" object;
    }
    further operations from "falconpy src/falconpy/_endpoint/_ml_exclusions.py" {
        details "exclusions_get_v2" get "/exclusions/entities/exclusions/v2" query ids;
        details "getMLExclusionsV1" get "/policy/entities/ml-exclusions/v1" query ids;
    }
    denied text_match because "~ silently matches nothing, by the live-tested guide";

    from "falcon-mcp falcon_mcp/resources/exclusions.py; falcon-mcp \
          tests/integration/test_exclusions.py" {
        applied_globally: boolean single [exact, sort];
        created_on: timestamp single [range, sort];
        last_modified: timestamp single [range, sort];
        value: text [exact, wildcard, denied text_match, sort];
    }

    from "falcon-mcp tests/modules/test_exclusions.py; falcon-mcp \
          falcon_mcp/resources/exclusions.py; falcon-mcp@e1a7afd resources/exclusions.py older \
          text; falconpy src/falconpy/ml_exclusions.py" {
        /// Dropped from the guide after live validation because the API ignored it (silent empty
        /// answer).
        created_by: text denied [denied exact, denied wildcard, denied text_match]
            conflict "the falconpy docstring of the v1 operation lists it as an available filter (falconpy src/falconpy/ml_exclusions.py); the guide tested the v2 operation";
        /// Dropped from the guide after live validation because the API ignored it (silent empty
        /// answer).
        modified_by: text denied [denied exact, denied wildcard, denied text_match]
            conflict "the falconpy docstring of the v1 operation lists it as an available filter (falconpy src/falconpy/ml_exclusions.py); the guide tested the v2 operation";
    }

    excluded_from: text candidate;
    groups: text candidate;
    id: text candidate;
    regexp_value: text candidate;
    value_hash: text candidate;

    from "falconpy src/falconpy/_endpoint/_ml_exclusions.py" {
        grandparent_value: any candidate [sort];
        is_descendant_process: boolean candidate [sort];
        parent_value: any candidate [sort];
    }
}
