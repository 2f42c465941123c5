//! Tailored intelligence rules.

crate::collection! {
    /// Tailored intelligence rules.
    ///
    /// Forms: whole filter '*' means no filter.
    ///
    /// Note on 6 fields: named as a sort field only; filterability not stated.
    pub TailoredIntelligenceRules "tailored-intelligence-rules" sort "|";
    table advisory;
    operations "QueryRules";

    from "falconpy src/falconpy/_endpoint/_tailored_intelligence.py" {
        created_date: timestamp candidate [sort];
        customer_id: text candidate [sort];
        name: text candidate [sort];
        rule_type: text candidate [sort];
        updated_date: timestamp candidate [sort];
        value: text candidate [sort];
    }
}
