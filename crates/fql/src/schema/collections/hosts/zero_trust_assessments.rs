//! Zero Trust assessments by score.

crate::collection! {
    /// Zero Trust assessments by score.
    ///
    /// Forms: pages by after; a third-party client says the cursor comes back as next.
    pub ZeroTrustAssessments "zero-trust-assessments" sort "|";
    table closed by text;
    operations "getAssessmentsByScoreV1";

    from "gofalcon \
          falcon/client/zero_trust_assessment/get_assessments_by_score_v1_parameters.go; \
          falconpy tests/test_zero_trust_assessment.py (filter score:>1, client test)" {
        /// Range: the operation's own description says a range of scores.
        score: integer [range, sort];
    }
}
