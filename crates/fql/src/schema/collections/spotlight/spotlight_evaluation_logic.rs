//! Spotlight evaluation logic.

crate::collection! {
    /// Spotlight evaluation logic.
    ///
    /// Forms: filter is required.
    pub SpotlightEvaluationLogic "spotlight-evaluation-logic" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_spotlight_evaluation_logic.py" {
        list "queryEvaluationLogic" get "/spotlight/queries/evaluation-logic/v1" ids filter required after
            sort unknown;
        list "combinedQueryEvaluationLogic" get "/spotlight/combined/evaluation-logic/v1" documents
            filter required after sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_spotlight_evaluation_logic.py" {
        details "getEvaluationLogic" get "/spotlight/entities/evaluation-logic/v1" query ids;
    }

    from "falconpy tests/test_spotlight_evaluation_logic.py (client test only: any status \
          accepted)" {
        created_timestamp: timestamp candidate;
    }
}
