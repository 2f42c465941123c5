//! Agentless scanning schedules.

crate::collection! {
    /// Agentless scanning schedules.
    pub AgentlessScanSchedules "agentless-scan-schedules" sort "|";
    table closed by text;
    operations "search-schedules", "get-combined-schedules";

    from "gofalcon falcon/client/scanning_orchestrator/get_combined_schedules_parameters.go" {
        created_at: timestamp candidate [sort];
        enabled: boolean [exact, sort];
        name: text [exact, sort];
        provider_type: text [exact, sort];
        scan_product: text [exact, sort];
    }
}
