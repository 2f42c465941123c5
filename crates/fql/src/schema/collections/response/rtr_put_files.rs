//! RTR put-files.

crate::collection! {
    /// RTR put-files.
    ///
    /// Note on 21 fields: answer field only.
    pub RtrPutFiles "rtr-put-files" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_real_time_response_admin.py" {
        list "RTR_ListPut_Files" get "/real-time-response/queries/put-files/v1" ids offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_real_time_response_admin.py" {
        details "RTR_GetPut_Files" get "/real-time-response/entities/put-files/v1" query ids;
        details "RTR_GetPut_FilesV2" get "/real-time-response/entities/put-files/v2" query ids;
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
    permission_type: text candidate;
    platform: text candidate;
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
        updated_at: timestamp candidate;
    }

    from "terraform-provider-crowdstrike internal/rtr_put_file/rtr_put_file_data_source.go; \
          psfalcon public/psf-real-time-response.ps1; terraform-provider-crowdstrike \
          internal/rtr_put_file/sweep.go; falcon-mcp@43aa774 falcon_mcp/resources/rtr_admin.py \
          (PR #410 by an outside author, closed unmerged, its live tests never ran: not \
          CrowdStrike text)" {
        name: text shown [shown exact, denied wildcard, shown list, denied text_match]
            conflict "terraform comment: the put-files list does not support substring filters; the outside pull request offers ~ and prefix star";
    }
}
