//! Installation token audit events.

crate::collection! {
    /// Installation token audit events.
    ///
    /// Note on 4 fields: answer field only.
    pub InstallationTokenAuditEvents "installation-token-audit-events" sort ".";
    table advisory;
    operations "audit_events_query";

    from "falconpy src/falconpy/_endpoint/_installation_tokens.py" {
        /// Only value shown: token_create.
        action: text [exact];
        timestamp: timestamp candidate [sort];
    }

    actor: text candidate;
    description: text candidate;
    id: text candidate;
    token_id: text candidate;
}
