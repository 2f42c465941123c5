//! Installation token audit events.

crate::collection! {
    /// Installation token audit events.
    ///
    /// Note on 4 fields: answer field only.
    pub InstallationTokenAuditEvents "installation-token-audit-events" sort ".";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_installation_tokens.py" {
        list "audit_events_query" get "/installation-tokens/queries/audit-events/v1" ids limit 50 max 1000
            offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_installation_tokens.py" {
        details "audit_events_read" get "/installation-tokens/entities/audit-events/v1" query ids;
    }

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
