//! Firewall rules.

crate::collection! {
    /// Firewall rules.
    ///
    /// Unknown fields: an error (falcon-mcp tests/integration/test_firewall.py after PR #574:
    /// platform answered 400 as an unknown property).
    ///
    /// Wildcards: name:*'*x*'; plain star literal.
    ///
    /// Forms: name:~ whole word.
    ///
    /// Note on 14 fields: answer field only.
    pub FirewallRules "firewall-rules" sort ".";
    table advisory;
    unknown_field error;
    patterns [operator, denied plain] from "falcon-mcp falcon_mcp/resources/firewall.py";
    operations from "falconpy src/falconpy/_endpoint/_firewall_management.py; falconpy src/falconpy/firewall_management.py docstring" {
        list "query_rules" get "/fwmgr/queries/rules/v1" ids limit 10 max 5000 offset or after sort either
            accepts "q";
    }
    operations from "falconpy src/falconpy/_endpoint/_firewall_management.py" {
        aggregate "aggregate_rules" post "/fwmgr/aggregates/rules/GET/v1" list;
    }
    further operations from "falconpy src/falconpy/_endpoint/_firewall_management.py" {
        details "get_rules" get "/fwmgr/entities/rules/v1" query ids;
    }

    action: text candidate;
    address_family: text candidate;
    created_by: text candidate;
    customer_id: text candidate;
    deleted: boolean candidate;
    direction: text candidate;
    family: text candidate;
    fqdn: text candidate;
    fqdn_enabled: boolean candidate;
    id: text candidate;
    modified_by: text candidate;
    platform_ids: text candidate;
    protocol: text candidate;
    version: integer candidate;

    from "gofalcon falcon/client/firewall_management/query_rules_parameters.go; falcon-mcp \
          falcon_mcp/resources/firewall.py" {
        created_on: timestamp single [range, sort];
        description: text [exact, sort];
        modified_on: timestamp single [range, sort];
    }

    from "gofalcon falcon/client/firewall_management/query_rules_parameters.go; falcon-mcp \
          falcon_mcp/resources/firewall.py; falcon-mcp tests/integration/test_firewall.py" {
        enabled: boolean single [exact, sort];
    }

    from "gofalcon falcon/client/firewall_management/query_rules_parameters.go; falcon-mcp \
          falcon_mcp/resources/firewall.py; falcon-mcp@9bc0efe falcon_mcp/resources/firewall.py; \
          falcon-mcp falcon_mcp/filter_hints.py after PR #574" {
        /// ~ matches whole words, case-insensitive; an older guide still prints name:'Block*'
        /// (falcon-mcp falcon_mcp/resources/firewall.py).
        name: text [exact, wildcard, text_match, sort];
    }

    from "gofalcon falcon/client/firewall_management/query_rules_parameters.go; falcon-mcp \
          falcon_mcp/resources/firewall.py; falcon-mcp tests/integration/test_firewall.py after \
          PR #574; falcon-mcp@9bc0efe falcon_mcp/resources/firewall.py" {
        platform: text denied [denied exact, denied wildcard, denied text_match, denied sort]
            because "live: 400 naming platform as the unknown property, although swagger lists it";
    }
}
