//! FileVantage actions.

crate::collection! {
    /// FileVantage actions.
    pub FilevantageActions "filevantage-actions" sort "|";
    table advisory;
    operations "queryActionsMixin0";

    from "gofalcon falcon/client/filevantage/query_actions_mixin0_parameters.go" {
        operation_type: text [exact] values ["SUPPRESS", "PURGE", "UNSUPPRESS", ..];
        status: text [exact] values ["RUNNING", "DONE", "FAILED", ..];
    }
}
