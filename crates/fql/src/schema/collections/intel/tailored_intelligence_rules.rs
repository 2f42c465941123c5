//! Tailored intelligence rules.

crate::collection! {
    /// Tailored intelligence rules.
    ///
    /// Forms: whole filter '*' means no filter.
    ///
    /// Note on 6 fields: named as a sort field only; filterability not stated.
    pub TailoredIntelligenceRules "tailored-intelligence-rules" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_tailored_intelligence.py" {
        list "QueryRules" get "/ti/rules/queries/rules/v2" ids offset sort accepts "q";
    }
    further operations from "falconpy src/falconpy/_endpoint/_tailored_intelligence.py" {
        details "GetRulesEntities" post "/ti/rules/entities/rules/GET/v2" body ids;
    }

    from "falconpy src/falconpy/_endpoint/_tailored_intelligence.py" {
        created_date: timestamp candidate [sort];
        customer_id: text candidate [sort];
        name: text candidate [sort];
        rule_type: text candidate [sort];
        updated_date: timestamp candidate [sort];
        value: text candidate [sort];
    }
}
