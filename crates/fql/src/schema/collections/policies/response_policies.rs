//! Response (RTR) policies.

crate::collection! {
    /// Response (RTR) policies.
    ///
    /// Wildcards: plain star is literal.
    ///
    /// Forms: text_match name:~ is the documented substring form.
    ///
    /// Note on 4 fields: answer field only.
    pub ResponsePolicies "response-policies" sort ".";
    table advisory;
    patterns [denied plain] from "falcon-mcp falcon_mcp/resources/policies.py";
    operations from "falconpy src/falconpy/_endpoint/_response_policies.py" {
        list "queryRTResponsePolicies" get "/policy/queries/response/v1" ids limit max 5000 offset sort;
        list "queryCombinedRTResponsePolicies" get "/policy/combined/response/v1" documents limit max 5000
            offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_response_policies.py" {
        details "getRTResponsePolicies" get "/policy/entities/response/v1" query ids;
    }
    denied sort because "HTTP 500 in a live test, although the API definition lists it";

    cid: text candidate;
    description: text candidate;
    groups: any candidate;
    id: text candidate;

    from "falcon-mcp falcon_mcp/resources/policies.py" {
        created_by: text candidate [sort];
        modified_by: text candidate [sort];
        precedence: any [exact, sort];
    }

    from "falcon-mcp falcon_mcp/resources/policies.py; falcon-mcp \
          tests/integration/test_policies.py" {
        created_timestamp: timestamp single [range, sort];
        enabled: boolean single [exact, sort];
        modified_timestamp: timestamp single [range, sort];
        /// Plain equality matches built-ins such as platform_default and is empty for most custom
        /// names (falcon-mcp falcon_mcp/resources/policies.py).
        name: text [denied exact, text_match, sort]
            conflict "plain equality matches built-ins such as platform_default and is empty for most custom names (falcon-mcp falcon_mcp/resources/policies.py)";
    }

    from "falcon-mcp falcon_mcp/resources/policies.py; falcon-mcp \
          tests/integration/test_policies.py; terraform-provider-crowdstrike \
          internal/response_policy/response_policy_precedence.go" {
        /// Swagger lists platform_name.asc/.desc as sort values; live it is an HTTP 500 on every
        /// policy type.
        platform_name: text single [exact, denied sort] values ["Windows", "Mac", "Linux", ..];
    }
}
