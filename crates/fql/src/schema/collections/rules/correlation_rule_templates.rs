//! Correlation rule templates.

crate::collection! {
    /// Correlation rule templates.
    pub CorrelationRuleTemplates "correlation-rule-templates" sort "|";
    table advisory;
    operations "queries_templates_get_v1Mixin0";

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
