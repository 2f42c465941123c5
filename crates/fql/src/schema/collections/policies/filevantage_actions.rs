//! FileVantage actions.

crate::collection! {
    /// FileVantage actions.
    pub FilevantageActions "filevantage-actions" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_filevantage.py" {
        list "queryActionsMixin0" get "/filevantage/queries/actions/v1" ids limit 100 max 500 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_filevantage.py" {
        details "getActionsMixin0" get "/filevantage/entities/actions/v1" query ids;
    }

    from "gofalcon falcon/client/filevantage/query_actions_mixin0_parameters.go" {
        operation_type: text [exact] values ["SUPPRESS", "PURGE", "UNSUPPRESS", ..];
        status: text [exact] values ["RUNNING", "DONE", "FAILED", ..];
    }
}
