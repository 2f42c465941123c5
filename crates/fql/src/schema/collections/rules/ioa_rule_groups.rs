//! Custom IOA rule groups.

crate::collection! {
    /// Custom IOA rule groups.
    ///
    /// Wildcards: name:*'x*' and description:'*x*' both printed by the guide; falconpy sample
    /// name:*'*x*'.
    ///
    /// Forms: swagger splits term criteria and range criteria; q searches all string fields.
    pub IoaRuleGroups "ioa-rule-groups" sort ".";
    table closed by text;
    operations from "falconpy src/falconpy/_endpoint/_custom_ioa.py; falconpy src/falconpy/custom_ioa.py" {
        list "query_rule_groupsMixin0" get "/ioarules/queries/rule-groups/v1" ids limit max 500 offset sort
            accepts "q";
    }
    operations from "falconpy src/falconpy/_endpoint/_custom_ioa.py" {
        list "query_rule_groups_full" get "/ioarules/queries/rule-groups-full/v1" documents limit max 500
            offset sort accepts "q";
    }
    further operations from "falconpy src/falconpy/_endpoint/_custom_ioa.py" {
        details "get_rule_groupsMixin0" get "/ioarules/entities/rule-groups/v1" query ids;
    }

    from "falcon-mcp falcon_mcp/resources/custom_ioa.py" {
        created_by: text candidate [sort];
        modified_by: text candidate [sort];
    }

    from "gofalcon falcon/client/custom_ioa/query_rule_groups_full_parameters.go; falcon-mcp \
          falcon_mcp/resources/custom_ioa.py" {
        created_on: timestamp single [range, sort];
        description: text [exact, wildcard, text_match, sort];
        enabled: boolean single [exact, sort];
        modified_on: timestamp single [range, sort];
        platform: text single [exact, text_match] values ["windows", "mac", "linux", ..];
        rules.action_label: text [exact, text_match];
        rules.description: text [exact, text_match];
        rules.enabled: boolean [exact];
        rules.name: text [exact, text_match];
        rules.pattern_severity: text [exact, text_match]
            values ["critical", "high", "medium", "low", "informational", ..];
        rules.ruletype_name: text [exact, text_match];
    }

    from "gofalcon falcon/client/custom_ioa/query_rule_groups_full_parameters.go; falcon-mcp \
          falcon_mcp/resources/custom_ioa.py; falcon-mcp tests/integration/test_custom_ioa.py; \
          falconpy samples/custom_ioa/custom_ioa_clone.py" {
        name: text [exact, wildcard, text_match, sort];
    }
}
