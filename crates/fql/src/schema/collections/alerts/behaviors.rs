//! Incident behaviors.

crate::collection! {
    /// Incident behaviors.
    ///
    /// Wildcards: 'partial*', '*partial', '*partial*' listed generally.
    ///
    /// Note on 15 fields: answer field only.
    ///
    /// Note on 6 fields: sort property only.
    pub Behaviors "behaviors" sort ".";
    table advisory;
    id behavior_id;
    operations from "falconpy src/falconpy/_endpoint/_incidents.py" {
        list "QueryBehaviors" get "/incidents/queries/behaviors/v1" ids limit max 500 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_incidents.py" {
        details "GetBehaviors" post "/incidents/entities/behaviors/GET/v1" body ids;
    }

    from "falcon-mcp resources/incidents.py" {
        aid: text [exact];
        behavior_id: text [exact];
        /// Named by the guide but absent from the answer model.
        confidence: integer [exact, range];
        incident_id: text [exact];
        objective: text [exact, wildcard, text_match];
        tactic: text [exact, wildcard, text_match] ids "TA" by tactic_id;
        technique: text [exact, wildcard, text_match] ids "T" by technique_id;
        timestamp: timestamp single [exact, range, sort];
    }

    from "falconpy src/falconpy/_endpoint/_incidents.py" {
        alert_ids: text candidate [sort];
        cmdline: text candidate [sort];
        detection_ids: text candidate [sort];
        display_name: text candidate [sort];
        domain: text candidate [sort];
        filepath: text candidate [sort];
    }

    cid: text candidate;
    compound_tto: text candidate;
    exclusion_type: text candidate;
    incident_ids: text candidate;
    ioc_source: text candidate;
    ioc_type: text candidate;
    ioc_value: text candidate;
    pattern_description: text candidate;
    pattern_disposition: integer candidate;
    pattern_id: integer candidate;
    sha256: text candidate;
    tactic_id: text candidate;
    technique_id: text candidate;
    template_instance_id: integer candidate;
    user_name: text candidate;
}
