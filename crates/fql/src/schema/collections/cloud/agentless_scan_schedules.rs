//! Agentless scanning schedules.

crate::collection! {
    /// Agentless scanning schedules.
    pub AgentlessScanSchedules "agentless-scan-schedules" sort "|";
    table closed by text;
    id schedule_id;
    operations from "gofalcon falcon/client/scanning_orchestrator/search_schedules_parameters.go" {
        list "search-schedules" get "/agentless-scanning/queries/schedules/v1" ids limit 100 offset sort;
    }
    operations from "gofalcon falcon/client/scanning_orchestrator/get_combined_schedules_parameters.go" {
        list "get-combined-schedules" get "/agentless-scanning/combined/schedules/v1" documents limit 100
            offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_scanning_orchestrator.py" {
        details "get_schedules" get "/agentless-scanning/entities/schedules/v1" query ids;
    }

    from "gofalcon falcon/client/scanning_orchestrator/get_combined_schedules_parameters.go" {
        created_at: timestamp candidate [sort];
        enabled: boolean [exact, sort];
        name: text [exact, sort];
        provider_type: text [exact, sort];
        scan_product: text [exact, sort];
    }
}
