//! RTR Falcon scripts.

crate::collection! {
    /// RTR Falcon scripts.
    ///
    /// Note on 16 fields: answer field only.
    pub RtrFalconScripts "rtr-falcon-scripts" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_real_time_response_admin.py" {
        list "RTR_ListFalconScripts" get "/real-time-response/queries/falcon-scripts/v1" ids limit max 100
            offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_real_time_response_admin.py" {
        details "RTR_GetFalconScripts" get "/real-time-response/entities/falcon-scripts/v1" query ids;
    }

    access_roles: text candidate;
    categories: text candidate;
    content: text candidate;
    created_by: text candidate;
    is_disruptive: boolean candidate;
    modified_by: text candidate;
    modifies_system: boolean candidate;
    required_skus: text candidate;
    revision: integer candidate;
    sha256: text candidate;
    size: integer candidate;
    use_case: text candidate;
    workflow_enabled: boolean candidate;
    workflow_input_schema: text candidate;
    workflow_output_schema: text candidate;
    workflow_tags: text candidate;

    from "falconpy src/falconpy/_endpoint/_real_time_response_admin.py" {
        created_timestamp: timestamp candidate [sort];
        modified_timestamp: timestamp candidate [sort];
    }

    from "falcon-mcp@43aa774 falcon_mcp/resources/rtr_admin.py (PR #410 by an outside author, \
          closed unmerged, its live tests never ran: not CrowdStrike text)" {
        description: text candidate;
        id: text candidate;
        platform: text candidate;
    }

    from "falcon-mcp@43aa774 falcon_mcp/resources/rtr_admin.py (PR #410 by an outside author, \
          closed unmerged, its live tests never ran: not CrowdStrike text); falconpy \
          src/falconpy/_endpoint/_real_time_response_admin.py" {
        name: text candidate [sort];
    }
}
