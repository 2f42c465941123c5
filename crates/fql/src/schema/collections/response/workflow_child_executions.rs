//! Workflow child executions.

crate::collection! {
    /// Workflow child executions.
    pub WorkflowChildExecutions "workflow-child-executions" sort ".";
    open;
    operations "v1_child_executions_query";
}
