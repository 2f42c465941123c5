//! RTR custom scripts.

crate::collection! {
    /// RTR custom scripts.
    ///
    /// Note on 19 fields: answer field only.
    pub RtrScripts "rtr-scripts" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_real_time_response_admin.py" {
        list "RTR_ListScripts" get "/real-time-response/queries/scripts/v1" ids offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_real_time_response_admin.py" {
        details "RTR_GetScripts" get "/real-time-response/entities/scripts/v1" query ids;
        details "RTR_GetScriptsV2" get "/real-time-response/entities/scripts/v2" query ids;
    }

    comments_for_audit_log: text candidate;
    content: text candidate;
    created_by: text candidate;
    created_by_uuid: text candidate;
    created_timestamp: timestamp candidate;
    file_type: text candidate;
    modified_by: text candidate;
    modified_by_uuid: text candidate;
    modified_timestamp: timestamp candidate;
    run_attempt_count: integer candidate;
    run_success_count: integer candidate;
    sha256: text candidate;
    share_with_workflow: boolean candidate;
    size: integer candidate;
    workflow_activity_id: text candidate;
    workflow_input_schema: text candidate;
    workflow_is_disruptive: boolean candidate;
    workflow_output_schema: text candidate;
    write_access: boolean candidate;

    from "falcon-mcp@43aa774 falcon_mcp/resources/rtr_admin.py (PR #410 by an outside author, \
          closed unmerged, its live tests never ran: not CrowdStrike text)" {
        created_at: timestamp candidate;
        description: text candidate;
        id: text candidate;
        permission_type: text candidate;
        platform: text candidate;
        updated_at: timestamp candidate;
    }

    from "falconpy samples/rtr/script_manager.py; terraform-provider-crowdstrike \
          internal/rtr_script/rtr_script_data_source.go; falconpy samples/rtr/restart_sensor.py; \
          falcon-mcp@43aa774 falcon_mcp/resources/rtr_admin.py (PR #410 by an outside author, \
          closed unmerged, its live tests never ran: not CrowdStrike text)" {
        name: text shown [shown exact];
    }
}
