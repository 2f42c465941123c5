//! Workflow activity content.

crate::collection! {
    /// Workflow activity content.
    pub WorkflowActivityContent "workflow-activity-content" sort ".";
    open;
    operations "WorkflowActivitiesContentCombined";
}
