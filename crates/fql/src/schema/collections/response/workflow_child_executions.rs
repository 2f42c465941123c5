//! Workflow child executions.

crate::collection! {
    /// Workflow child executions.
    pub WorkflowChildExecutions "workflow-child-executions" sort ".";
    open;
    operations from "falconpy src/falconpy/_endpoint/_workflows.py" {
        list "v1_child_executions_query" get "/workflows/queries/child-executions/v1" ids offset sort;
    }
}
