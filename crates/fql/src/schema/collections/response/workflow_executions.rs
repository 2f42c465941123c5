//! Workflow (Fusion SOAR) executions.

crate::collection! {
    /// Workflow (Fusion SOAR) executions.
    ///
    /// Unknown fields: an error (falcon-mcp resources/fusion.py; falcon-mcp
    /// tests/integration/test_fusion.py@4bb07af).
    ///
    /// Wildcards: none known; definition_name rejects exact, wildcard and :* (zero rows).
    ///
    /// Forms: filter names differ from answer names: execution_id→id,
    /// start_timestamp→started_timestamp, end_timestamp→completed_timestamp, status→ui_status
    /// (shown values) or status (internal values); sort field.asc only.
    ///
    /// Conflict: status uses an internal vocabulary (Succeeded, Failed, In progress, Canceled)
    /// that differs from the answer's status.
    ///
    /// Conflict: pagination.total saturates at 10000.
    ///
    /// Conflict: an ascending sort can fail with a 404 on expired executions.
    pub WorkflowExecutions "workflow-executions" sort ".";
    table closed;
    unknown_field error;
    operations from "falconpy src/falconpy/_endpoint/_workflows.py" {
        list "WorkflowExecutionsCombined" get "/workflows/combined/executions/v1" documents offset sort
            accepts "skip_fields";
    }

    from "falcon-mcp resources/fusion.py" {
        completed_timestamp: timestamp [range, sort];
        contains_mocks: boolean [exact];
        definition_id: text [exact, sort];
        definition_name: text [denied exact, denied wildcard, text_match, sort];
        definition_version: integer [exact, range, sort];
        id: text [exact, sort];
        started_timestamp: timestamp [range, sort];
        status: text [exact, sort] values ["Succeeded", "Failed", "In progress", "Canceled", ..];
        test_mode: boolean [exact];
        ui_status: text [exact, sort]
            values ["Completed", "Failed", "In progress", "Action required", ..];
    }

    renamed execution_id = id
        because "responses and filters use different names (falcon-mcp resources/fusion.py)";

    renamed start_timestamp = started_timestamp
        because "responses and filters use different names (falcon-mcp resources/fusion.py)";

    renamed end_timestamp = completed_timestamp
        because "responses and filters use different names (falcon-mcp resources/fusion.py)";
}
