//! Spotlight evaluation logic.

crate::collection! {
    /// Spotlight evaluation logic.
    ///
    /// Forms: filter is required.
    pub SpotlightEvaluationLogic "spotlight-evaluation-logic" sort "|";
    table advisory;
    operations "queryEvaluationLogic", "combinedQueryEvaluationLogic";

    from "falconpy tests/test_spotlight_evaluation_logic.py (client test only: any status \
          accepted)" {
        created_timestamp: timestamp candidate;
    }
}
