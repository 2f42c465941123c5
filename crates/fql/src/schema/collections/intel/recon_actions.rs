//! Recon actions.

crate::collection! {
    /// Recon actions.
    pub ReconActions "recon-actions" sort "|";
    table advisory;
    operations "QueryActionsV1";

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
