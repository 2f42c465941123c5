//! Workflow triggers.

crate::collection! {
    /// Workflow triggers.
    pub WorkflowTriggers "workflow-triggers" sort "|";
    open;
    operations "WorkflowTriggersCombined";
}
