//! Zero Trust assessments by score.

crate::collection! {
    /// Zero Trust assessments by score.
    ///
    /// Forms: pages by after; a third-party client says the cursor comes back as next.
    pub ZeroTrustAssessments "zero-trust-assessments" sort "|";
    table closed by text;
    id aid;
    operations from "falconpy src/falconpy/_endpoint/_zero_trust_assessment.py" {
        list "getAssessmentsByScoreV1" get "/zero-trust-assessment/queries/assessments/v1" documents
            filter required limit 100 max 1000 after sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_zero_trust_assessment.py" {
        details "getAssessmentV1" get "/zero-trust-assessment/entities/assessments/v1" query ids;
    }

    from "gofalcon \
          falcon/client/zero_trust_assessment/get_assessments_by_score_v1_parameters.go; \
          falconpy tests/test_zero_trust_assessment.py (filter score:>1, client test)" {
        /// Range: the operation's own description says a range of scores.
        score: integer [range, sort] within 0 to 100;
    }
}
