//! CrowdScore.

crate::collection! {
    /// CrowdScore.
    ///
    /// Wildcards: 'partial*' listed generally.
    pub Crowdscores "crowdscores" sort ".";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_incidents.py" {
        list "CrowdScore" get "/incidents/combined/crowdscores/v1" documents limit max 2500 offset sort;
    }

    from "falcon-mcp resources/incidents.py" {
        adjusted_score: integer single [exact, range, sort];
        cid: text [exact];
        id: text [exact, wildcard, text_match];
        /// Named by the guide but absent from the answer model and from the sort list.
        modified_timestamp: timestamp [exact, range];
        score: integer single [exact, range, sort];
    }

    from "falcon-mcp resources/incidents.py; falconpy samples/incidents/crowdscore_quickchart.py" {
        timestamp: timestamp single [exact, range, sort];
    }
}
