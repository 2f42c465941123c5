//! Correlation rules.

crate::collection! {
    /// Correlation rules.
    ///
    /// Wildcards: 'x*' in plain quotes (terraform data source: name supports *; ansible
    /// name:'*brute*').
    ///
    /// Forms: guide calls ~ a contains match.
    ///
    /// Conflict: guide calls name:~'x' a wildcard (correlation_rules.py); terraform and ansible
    /// use name:'AWS-*' and name:'*brute*' in plain quotes.
    ///
    /// Conflict: severity, type, description, mitre_attack.* are in the guide but not in the
    /// swagger list of the rules calls (they are in the templates list).
    ///
    /// Conflict: v2 queries add state, version, rule_id, executor_rule_id.
    ///
    /// Conflict: customer_id is the filter name, cid in client tests.
    ///
    /// Note on 5 fields: in the guide but not in the swagger list of the rules calls.
    pub CorrelationRules "correlation-rules" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_correlation_rules.py" {
        list "queries_rules_get_v1" get "/correlation-rules/queries/rules/v1" ids limit 100 offset
            sort unknown accepts "q";
        list "queries_rules_get_v2" get "/correlation-rules/queries/rules/v2" ids limit 100 offset
            sort unknown accepts "q";
        list "combined_rules_get_v1" get "/correlation-rules/combined/rules/v1" documents limit 100 offset
            sort unknown accepts "q";
        list "combined_rules_get_v2" get "/correlation-rules/combined/rules/v2" documents limit 100 offset
            sort unknown accepts "q";
        aggregate "aggregates_rule_versions_post_v1" post "/correlation-rules/aggregates/rule-versions/v1"
            list filter query requires "ids";
    }
    further operations from "falconpy src/falconpy/_endpoint/_correlation_rules.py" {
        details "entities_rules_get_v1" get "/correlation-rules/entities/rules/v1" query ids;
        details "entities_rules_get_v2" get "/correlation-rules/entities/rules/v2" query ids;
    }

    from "falconpy src/falconpy/_endpoint/_correlation_rules.py (operation description of \
          queries_rules_get_v1); falcon-mcp falcon_mcp/resources/correlation_rules.py" {
        created_on: timestamp [exact, range, sort];
        last_updated_on: timestamp [exact, range, sort];
        status: text [exact, sort] values ["active", "inactive", ..];
        user_id: text [exact];
    }

    from "falconpy src/falconpy/_endpoint/_correlation_rules.py (operation description of \
          queries_rules_get_v1)" {
        customer_id: text [exact];
        user_uuid: text [exact];
    }

    from "falcon-mcp falcon_mcp/resources/correlation_rules.py" {
        description: text [exact, wildcard, shown text_match];
        mitre_attack.tactic_id: text [exact];
        mitre_attack.technique_id: text [exact];
        severity: integer [exact, range, sort] values ["10", "30", "50", "70", "90", ..];
        r#type: text [exact] values ["correlation", "behavioral", ..];
    }

    from "falconpy src/falconpy/_endpoint/_correlation_rules.py (operation description of \
          queries_rules_get_v2)" {
        executor_rule_id: text [exact];
        rule_id: text [exact];
    }

    from "falconpy src/falconpy/_endpoint/_correlation_rules.py (operation description of \
          queries_rules_get_v1); falcon-mcp falcon_mcp/resources/correlation_rules.py; \
          terraform-provider-crowdstrike \
          internal/correlation_rules/correlation_rules_data_source.go" {
        name: text [exact, wildcard, shown text_match, sort];
    }

    from "falconpy src/falconpy/_endpoint/_correlation_rules.py (operation description of \
          queries_rules_get_v2); falcon-mcp falcon_mcp/resources/correlation_rules.py" {
        state: text [exact] values ["published", "unpublished", "draft", ..];
        version: integer [exact, range];
    }
}
