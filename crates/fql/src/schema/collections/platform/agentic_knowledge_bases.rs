//! Agentic studio knowledge bases.

crate::collection! {
    /// Agentic studio knowledge bases.
    pub AgenticKnowledgeBases "agentic-knowledge-bases" sort "|";
    open;
    operations "QueriesKnowledgeBasesV1", "CombinedKnowledgeBasesV1", "QueriesKnowledgeBaseFilesV1";
}
