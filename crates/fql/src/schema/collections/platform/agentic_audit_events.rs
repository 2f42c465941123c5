//! Agentic studio audit events.

crate::collection! {
    /// Agentic studio audit events.
    pub AgenticAuditEvents "agentic-audit-events" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_knowledge_base_audit_events.py" {
        list "QueriesKnowledgeBaseAuditEventsV1" get "/agentic-studio/queries/knowledge_base_audit_events/v1"
            ids limit 10 offset sort requires "knowledge_base_id" accepts "include_deleted";
        list "CombinedKnowledgeBaseAuditEventsV1"
            get "/agentic-studio/combined/knowledge_base_audit_events/v1" documents limit 10 offset sort
            requires "knowledge_base_id" accepts "include_deleted";
    }
    further operations from "falconpy src/falconpy/_endpoint/_knowledge_base_audit_events.py" {
        details "EntitiesKnowledgeBaseAuditEventsV1"
            get "/agentic-studio/entities/knowledge_base_audit_events/v1" query ids
            requires "knowledge_base_id" accepts "include_deleted";
        aggregate "AggregatesKnowledgeBaseAuditEventsV1"
            post "/agentic-studio/aggregates/knowledge_base_audit_events/v1" list accepts "include_deleted";
    }
}
