//! Workflow activities.

crate::collection! {
    /// Workflow activities.
    pub WorkflowActivities "workflow-activities" sort ".";
    open;
    operations "WorkflowActivitiesCombined";
}
