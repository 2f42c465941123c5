//! Incidents.

crate::collection! {
    /// Incidents.
    ///
    /// Wildcards: 'partial*', '*partial', '*partial*' listed generally.
    ///
    /// Forms: \['exact'\] for exact matches.
    ///
    /// Note on 12 fields: answer field only.
    pub Incidents "incidents" sort ".";
    table advisory;
    id incident_id;
    operations from "falconpy src/falconpy/_endpoint/_incidents.py" {
        list "QueryIncidents" get "/incidents/queries/incidents/v1" documents limit max 500 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_incidents.py" {
        details "GetIncidents" post "/incidents/entities/incidents/GET/v1" body ids;
    }

    from "falconpy src/falconpy/_endpoint/_incidents.py" {
        assigned_to: text candidate [sort];
        sort_score: any candidate [sort];
    }

    from "falcon-mcp resources/incidents.py" {
        assigned_to_name: text [exact, wildcard, text_match, sort];
        description: text [exact, wildcard, text_match];
        end: timestamp single [exact, range, sort];
        /// Three names for one score: filter text final_score, answer model fine_score, sort list
        /// sort_score.
        final_score: integer [exact, range];
        lm_host_ids: text [exact];
        lm_hosts_capped: boolean single [exact];
        modified_timestamp: timestamp single [exact, range, sort];
        name: text [exact, wildcard, text_match, sort];
        start: timestamp single [exact, range, sort];
        state: text single [exact, sort] values ["open", "closed", ..];
        /// Number whose example is quoted: status:'20'.
        status: integer single [exact, sort] values ["20", "25", "30", "40", ..];
        tags: text [exact, wildcard, text_match];
        users: text [exact, wildcard, text_match];
    }

    cid: text candidate;
    created: timestamp candidate;
    email_state: text candidate;
    fine_score: integer candidate;
    incident_id: text candidate;
    incident_type: integer candidate;
    lm_types: integer candidate;
    lmra_host_ids: text candidate;
    lmra_hosts_capped: boolean candidate;
    objectives: text candidate;
    tactics: text candidate;
    techniques: text candidate;

    from "falcon-mcp resources/incidents.py; falconpy samples/incidents/README.md" {
        host_ids: text [exact, shown list];
    }

    hint fine_score = "final_score" because "responses call it so";
    hint sort_score = "final_score" because "sorts call it so";
}
