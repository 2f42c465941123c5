//! Firewall policies.

crate::collection! {
    /// Firewall policies.
    ///
    /// Wildcards: plain star is literal.
    ///
    /// Forms: text_match name:~ is the documented substring form.
    ///
    /// Note on 5 fields: answer field only.
    pub FirewallPolicies "firewall-policies" sort ".";
    table advisory;
    patterns [denied plain] from "falcon-mcp falcon_mcp/resources/policies.py";
    operations from "falconpy src/falconpy/_endpoint/_firewall_policies.py" {
        list "queryFirewallPolicies" get "/policy/queries/firewall/v1" ids limit max 5000 offset sort;
        list "queryCombinedFirewallPolicies" get "/policy/combined/firewall/v1" documents limit max 5000
            offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_firewall_policies.py" {
        details "getFirewallPolicies" get "/policy/entities/firewall/v1" query ids;
    }
    denied sort because "HTTP 500 in a live test, although the API definition lists it";

    cid: text candidate;
    description: text candidate;
    groups: any candidate;
    id: text candidate;
    rule_set_id: text candidate;

    from "falcon-mcp falcon_mcp/resources/policies.py" {
        /// Guide: only short exact values match, values with @ fail.
        created_by: text [exact, sort];
        /// Guide: only short exact values match, values with @ fail.
        modified_by: text [exact, sort];
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

    from "terraform-provider-crowdstrike internal/firewall/firewall_policies_data_source_test.go" {
        /// Live acceptance test: exactly one row, the policy just made.
        name.raw: text shown [shown exact];
    }

    from "falcon-mcp falcon_mcp/resources/policies.py; falcon-mcp \
          tests/integration/test_policies.py; terraform-provider-crowdstrike \
          internal/firewall/policy_precedence.go" {
        /// Swagger lists platform_name.asc/.desc as sort values; live it is an HTTP 500 on every
        /// policy type.
        platform_name: text single [exact, denied sort] values ["Windows", "Mac", "Linux", ..];
    }
}
