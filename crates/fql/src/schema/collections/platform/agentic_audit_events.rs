//! Agentic studio audit events.

crate::collection! {
    /// Agentic studio audit events.
    pub AgenticAuditEvents "agentic-audit-events" sort "|";
    open;
    operations "QueriesKnowledgeBaseAuditEventsV1", "CombinedKnowledgeBaseAuditEventsV1";
}
