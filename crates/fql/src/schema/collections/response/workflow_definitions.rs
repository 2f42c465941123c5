//! Workflow (Fusion SOAR) definitions.

crate::collection! {
    /// Workflow (Fusion SOAR) definitions.
    ///
    /// Unknown fields: an error (falcon-mcp resources/fusion.py; falcon-mcp
    /// tests/integration/test_fusion.py@4bb07af).
    ///
    /// Wildcards: name.raw:*'*x*' only.
    ///
    /// Forms: name and description are analysed: whole tokens with ~, split on space and hyphen
    /// but not underscore; sort field.asc only, pipe is a 400.
    ///
    /// Conflict: name:'Full Name' returns nothing although the workflow exists (live).
    ///
    /// Conflict: has_validation_errors and trigger.name are in the answer but rejected as filters.
    ///
    /// Conflict: a property the API accepts but never matches was left out by the guide, so the
    /// accepted set is larger than this table.
    pub WorkflowDefinitions "workflow-definitions" sort ".";
    table closed;
    unknown_field error;
    patterns [operator, denied plain] from "falcon-mcp resources/fusion.py";
    operations from "falconpy src/falconpy/_endpoint/_workflows.py" {
        list "WorkflowDefinitionsCombined" get "/workflows/combined/definitions/v1" documents offset sort;
    }

    from "falcon-mcp resources/fusion.py" {
        description: text [text_match];
        enabled: boolean [exact, sort];
        id: text [exact, sort];
        last_modified_timestamp: timestamp [range, sort];
        mock_activities: boolean [exact];
        name: text [denied exact, denied wildcard, text_match, sort]
            inexact "matches nothing" exact name.raw;
        name.raw: text [exact, wildcard, denied sort];
        trigger.r#type: text [exact, denied sort] values ["On demand", "Signal", "Scheduled", ..];
        version: integer [exact, range, sort];
    }
}
