//! Firewall policy rules.

crate::collection! {
    /// Firewall policy rules.
    ///
    /// Unknown fields: an error (falcon-mcp tests/integration/test_firewall.py after PR #574).
    ///
    /// Wildcards: name:*'*x*'; plain star literal.
    pub FirewallPolicyRules "firewall-policy-rules" sort ".";
    table advisory;
    unknown_field error;
    patterns [operator, denied plain] from "falcon-mcp falcon_mcp/resources/firewall.py";
    requires rule_group.policy_ids from "falcon-mcp tests/integration/test_firewall.py";
    operations from "falconpy src/falconpy/_endpoint/_firewall_management.py; falconpy src/falconpy/firewall_management.py docstring" {
        list "query_policy_rules" get "/fwmgr/queries/policy-rules/v1" ids limit 10 max 5000 offset
            sort either accepts "id", "q" note
            "`id` is the id of a policy; `total` counts the rules of all policies, even on an empty page";
    }
    operations from "falconpy src/falconpy/_endpoint/_firewall_management.py" {
        aggregate "aggregate_policy_rules" post "/fwmgr/aggregates/policy-rules/GET/v1" list;
    }

    from "gofalcon falcon/client/firewall_management/query_policy_rules_parameters.go; \
          falcon-mcp falcon_mcp/resources/firewall.py; falcon-mcp falcon_mcp/filter_hints.py \
          after PR #574" {
        created_on: timestamp single [range, sort];
        enabled: boolean single [exact, sort];
    }

    from "gofalcon falcon/client/firewall_management/query_policy_rules_parameters.go; \
          falcon-mcp falcon_mcp/resources/firewall.py" {
        description: text [exact, sort];
        modified_on: timestamp single [range, sort];
    }

    from "gofalcon falcon/client/firewall_management/query_policy_rules_parameters.go; \
          falcon-mcp falcon_mcp/resources/firewall.py; falcon-mcp@9bc0efe \
          falcon_mcp/resources/firewall.py; falcon-mcp falcon_mcp/filter_hints.py after PR #574" {
        /// ~ matches whole words, case-insensitive; an older guide still prints name:'Block*'
        /// (falcon-mcp falcon_mcp/resources/firewall.py).
        name: text [exact, wildcard, text_match, sort];
    }

    from "gofalcon falcon/client/firewall_management/query_policy_rules_parameters.go; \
          falcon-mcp falcon_mcp/resources/firewall.py; falcon-mcp \
          tests/integration/test_firewall.py after PR #574; falcon-mcp@9bc0efe \
          falcon_mcp/resources/firewall.py" {
        platform: text denied [denied exact, denied wildcard, denied text_match]
            because "live: 400 naming platform as the unknown property, although swagger lists it";
    }

    from "falcon-mcp tests/integration/test_firewall.py after PR #574; falcon-mcp \
          falcon_mcp/filter_hints.py after PR #574" {
        /// Mandatory clause: any filter without it fails with Query missing required filter field.
        rule_group.policy_ids: text shown [shown exact];
    }
}
