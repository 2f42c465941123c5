//! Prevention policies.

crate::collection! {
    /// Prevention policies.
    ///
    /// Unknown fields: an error (falcon-mcp tests/integration/test_filter_classification.py:
    /// policies, policy_type prevention = field-validating; older guide text says silent (falcon-
    /// mcp falcon_mcp/resources/policies.py)).
    ///
    /// Wildcards: plain star is literal; name:*'*x*' in falconpy samples.
    ///
    /// Forms: text_match name:~ is the documented substring form.
    ///
    /// Note on 4 fields: answer field only.
    pub PreventionPolicies "prevention-policies" sort ".";
    table advisory;
    unknown_field error;
    patterns [shown operator, denied plain]
        from "falcon-mcp falcon_mcp/resources/policies.py; falconpy samples/prevention_policy";
    operations from "falconpy src/falconpy/_endpoint/_prevention_policies.py" {
        list "queryPreventionPolicies" get "/policy/queries/prevention/v1" ids limit max 5000 offset sort;
        list "queryCombinedPreventionPolicies" get "/policy/combined/prevention/v1" documents limit max 5000
            offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_prevention_policies.py" {
        details "getPreventionPolicies" get "/policy/entities/prevention/v1" query ids;
    }
    denied sort because "HTTP 500 in a live test, although the API definition lists it";

    cid: text candidate;
    description: text candidate;
    groups: any candidate;
    id: text candidate;

    from "falcon-mcp falcon_mcp/resources/policies.py" {
        /// Guide: matches with ~; otherwise not recommended.
        created_by: text [text_match, sort];
        /// Guide: matches with ~; otherwise not recommended.
        modified_by: text [text_match, sort];
        precedence: any [exact, sort];
    }

    from "falcon-mcp falcon_mcp/resources/policies.py; falcon-mcp \
          tests/integration/test_policies.py" {
        created_timestamp: timestamp single [range, sort];
        enabled: boolean single [exact, sort];
        modified_timestamp: timestamp single [range, sort];
    }

    from "falcon-mcp falcon_mcp/resources/policies.py; falcon-mcp \
          tests/integration/test_policies.py; falconpy \
          samples/prevention_policy/prevention_policy_hawk.py; falconpy \
          samples/prevention_policy/clone_prev_policy.py" {
        /// Plain equality matches built-ins such as platform_default and is empty for most custom
        /// names (falcon-mcp falcon_mcp/resources/policies.py).
        name: text [denied exact, shown wildcard, text_match, sort]
            conflict "plain equality matches built-ins such as platform_default and is empty for most custom names (falcon-mcp falcon_mcp/resources/policies.py)";
    }

    from "terraform-provider-crowdstrike internal/prevention_policy/api.go" {
        name.raw: text shown [shown exact];
    }

    from "falcon-mcp falcon_mcp/resources/policies.py; falcon-mcp \
          tests/integration/test_policies.py; terraform-provider-crowdstrike \
          internal/prevention_policy/prevention_policies_data_source_test.go" {
        /// Swagger lists platform_name.asc/.desc as sort values; live it is an HTTP 500 on every
        /// policy type.
        platform_name: text single [exact, denied sort] values ["Windows", "Mac", "Linux", ..];
    }
}
