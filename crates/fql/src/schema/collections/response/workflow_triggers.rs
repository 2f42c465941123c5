//! Workflow triggers.

crate::collection! {
    /// Workflow triggers.
    pub WorkflowTriggers "workflow-triggers" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_workflows.py" {
        list "WorkflowTriggersCombined" get "/workflows/combined/triggers/v1" documents offset;
    }
}
