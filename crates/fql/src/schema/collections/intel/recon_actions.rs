//! Recon actions.

crate::collection! {
    /// Recon actions.
    pub ReconActions "recon-actions" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_recon.py" {
        list "QueryActionsV1" get "/recon/queries/actions/v1" ids limit max 500 offset sort accepts "q";
    }
    further operations from "falconpy src/falconpy/_endpoint/_recon.py" {
        details "GetActionsV1" get "/recon/entities/actions/v1" query ids;
    }

    from "gofalcon falcon/client/recon/query_actions_v1_parameters.go; falconpy \
          src/falconpy/_endpoint/_recon.py" {
        cid: text [exact];
        content_format: text [exact];
        created_timestamp: timestamp candidate [sort];
        frequency: text [exact];
        id: text [exact];
        recipients: text [exact];
        rule_id: text [exact];
        status: text [exact];
        trigger_matchless: boolean single [exact];
        r#type: text [exact];
        updated_timestamp: timestamp candidate [sort];
        user_uuid: text [exact];
    }
}
