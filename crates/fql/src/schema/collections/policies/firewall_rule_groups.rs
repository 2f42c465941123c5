//! Firewall rule groups.

crate::collection! {
    /// Firewall rule groups.
    ///
    /// Unknown fields: an error (falcon-mcp tests/integration/test_filter_classification.py:
    /// firewall_rule_groups = field-validating).
    ///
    /// Wildcards: name:*'*x*'; plain star literal.
    ///
    /// Forms: name:~ whole word.
    ///
    /// Note on 8 fields: answer field only.
    pub FirewallRuleGroups "firewall-rule-groups" sort ".";
    table advisory;
    unknown_field error;
    patterns [operator, denied plain] from "falcon-mcp falcon_mcp/resources/firewall.py";
    operations from "falconpy src/falconpy/_endpoint/_firewall_management.py; falconpy src/falconpy/firewall_management.py docstring" {
        list "query_rule_groups" get "/fwmgr/queries/rule-groups/v1" ids limit 10 max 5000 offset or after
            sort either accepts "q";
    }
    operations from "falconpy src/falconpy/_endpoint/_firewall_management.py" {
        aggregate "aggregate_rule_groups" post "/fwmgr/aggregates/rule-groups/GET/v1" list;
    }
    further operations from "falconpy src/falconpy/_endpoint/_firewall_management.py" {
        details "get_rule_groups" get "/fwmgr/entities/rule-groups/v1" query ids;
    }

    created_by: text candidate;
    customer_id: text candidate;
    deleted: boolean candidate;
    id: text candidate;
    modified_by: text candidate;
    policy_ids: text candidate;
    rule_ids: text candidate;
    tracking: text candidate;

    from "gofalcon falcon/client/firewall_management/query_rule_groups_parameters.go; falcon-mcp \
          falcon_mcp/resources/firewall.py" {
        created_on: timestamp single [range, sort];
        description: text [exact, sort];
        modified_on: timestamp single [range, sort];
    }

    from "gofalcon falcon/client/firewall_management/query_rule_groups_parameters.go; falcon-mcp \
          falcon_mcp/resources/firewall.py; falcon-mcp tests/integration/test_firewall.py" {
        enabled: boolean single [exact, sort];
    }

    from "gofalcon falcon/client/firewall_management/query_rule_groups_parameters.go; falcon-mcp \
          falcon_mcp/resources/firewall.py; falcon-mcp@9bc0efe falcon_mcp/resources/firewall.py; \
          falcon-mcp falcon_mcp/filter_hints.py after PR #574; terraform-provider-crowdstrike \
          internal/firewall/firewall_rule_groups_data_source_test.go" {
        /// ~ matches whole words, case-insensitive; an older guide still prints name:'Block*'
        /// (falcon-mcp falcon_mcp/resources/firewall.py); live acceptance test: name:'exact' gave
        /// exactly the one group.
        name: text [exact, wildcard, text_match, sort];
    }

    from "gofalcon falcon/client/firewall_management/query_rule_groups_parameters.go; falcon-mcp \
          falcon_mcp/resources/firewall.py; falcon-mcp tests/integration/test_firewall.py after \
          PR #574" {
        platform: text single [exact, sort] values ["windows", "mac", "linux", ..];
    }
}
