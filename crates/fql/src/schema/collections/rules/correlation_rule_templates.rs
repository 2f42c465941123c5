//! Correlation rule templates.

crate::collection! {
    /// Correlation rule templates.
    pub CorrelationRuleTemplates "correlation-rule-templates" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_correlation_rules.py" {
        list "queries_templates_get_v1Mixin0" get "/correlation-rules/queries/templates/v1" ids limit 100
            offset sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_correlation_rules.py" {
        details "entities_templates_get_v1Mixin0" get "/correlation-rules/entities/templates/v1" query ids;
    }

    from "falconpy src/falconpy/_endpoint/_correlation_rules.py (operation description)" {
        created_on: timestamp [range];
        description: text [exact];
        last_updated_on: timestamp [range];
        mitre_attack.tactic_id: text [exact];
        mitre_attack.technique_id: text [exact];
        name: text [exact];
        outcome: text [exact];
        r#type: text [exact];
        vendor: any [exact];
    }
}
