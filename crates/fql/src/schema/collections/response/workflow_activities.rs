//! Workflow activities.

crate::collection! {
    /// Workflow activities.
    pub WorkflowActivities "workflow-activities" sort ".";
    open;
    operations from "falconpy src/falconpy/_endpoint/_workflows.py" {
        list "WorkflowActivitiesCombined" get "/workflows/combined/activities/v1" documents offset sort
            accepts "skip_artifact_resolution";
    }
}
