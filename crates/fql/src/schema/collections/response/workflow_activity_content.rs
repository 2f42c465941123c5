//! Workflow activity content.

crate::collection! {
    /// Workflow activity content.
    pub WorkflowActivityContent "workflow-activity-content" sort ".";
    open;
    operations from "falconpy src/falconpy/_endpoint/_workflows.py" {
        list "WorkflowActivitiesContentCombined" get "/workflows/combined/activity-content/v1" documents
            offset sort;
    }
}
