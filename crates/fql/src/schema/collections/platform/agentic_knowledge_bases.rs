//! Agentic studio knowledge bases.

crate::collection! {
    /// Agentic studio knowledge bases.
    pub AgenticKnowledgeBases "agentic-knowledge-bases" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_knowledge_bases.py" {
        list "QueriesKnowledgeBasesV1" get "/agentic-studio/queries/knowledge_bases/v1" ids limit 10 offset
            sort accepts "include_deleted";
        list "CombinedKnowledgeBasesV1" get "/agentic-studio/combined/knowledge_bases/v1" documents limit 10
            offset sort accepts "include_deleted";
    }
    operations from "falconpy src/falconpy/_endpoint/_knowledge_base_files.py" {
        list "QueriesKnowledgeBaseFilesV1" get "/agentic-studio/queries/knowledge_base_files/v1" ids limit 10
            offset requires "knowledge_base_id" accepts "include_deleted";
    }
    further operations from "falconpy src/falconpy/_endpoint/_knowledge_bases.py" {
        details "EntitiesKnowledgeBasesV1" get "/agentic-studio/entities/knowledge_bases/v1" query ids
            accepts "include_deleted";
    }
    further operations from "falconpy src/falconpy/_endpoint/_knowledge_base_files.py" {
        details "EntitiesKnowledgeBaseFilesV1" get "/agentic-studio/entities/knowledge_base_files/v1"
            query ids requires "knowledge_base_id" accepts "include_deleted";
    }
    further operations from "falconpy src/falconpy/_endpoint/_knowledge_bases.py" {
        aggregate "AggregatesKnowledgeBasesV1" post "/agentic-studio/aggregates/knowledge_bases/v1" list
            accepts "include_deleted";
    }
}
