//! Custom IOA rules.

crate::collection! {
    /// Custom IOA rules.
    ///
    /// Wildcards: name:*'x*' and description:'*x*' both printed by the guide; falconpy sample
    /// name:*'*x*'.
    ///
    /// Forms: swagger splits term criteria and range criteria; q searches all string fields.
    ///
    /// Note on 8 fields: sort property only.
    pub IoaRules "ioa-rules" sort "|";
    table closed by text;
    operations from "falconpy src/falconpy/_endpoint/_custom_ioa.py" {
        list "query_rulesMixin0" get "/ioarules/queries/rules/v1" ids limit max 500 offset sort field
            accepts "q";
    }
    further operations from "falconpy src/falconpy/_endpoint/_custom_ioa.py" {
        details "get_rulesMixin0" get "/ioarules/entities/rules/v1" query ids;
        details "get_rules_get" post "/ioarules/entities/rules/GET/v1" body ids;
    }

    from "gofalcon falcon/client/custom_ioa/query_rule_groups_full_parameters.go" {
        created_on: timestamp single [range];
        description: text [exact];
        enabled: boolean single [exact];
        modified_on: timestamp single [range];
        name: text [exact];
        platform: text single [exact] values ["windows", "mac", "linux", ..];
        rules.action_label: text [exact];
        rules.description: text [exact];
        rules.enabled: boolean [exact, sort];
        rules.name: text [exact];
        rules.pattern_severity: text [exact]
            values ["critical", "high", "medium", "low", "informational", ..];
        rules.ruletype_name: text [exact, sort];
    }

    from "falconpy src/falconpy/_endpoint/_custom_ioa.py" {
        rules.created_by: text candidate [sort];
        rules.created_on: timestamp candidate [sort];
        rules.current_version.action_label: text candidate [sort];
        rules.current_version.description: text candidate [sort];
        rules.current_version.modified_by: text candidate [sort];
        rules.current_version.modified_on: timestamp candidate [sort];
        rules.current_version.name: text candidate [sort];
        rules.current_version.pattern_severity: text candidate [sort];
    }
}
