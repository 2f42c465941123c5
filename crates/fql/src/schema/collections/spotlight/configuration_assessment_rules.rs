//! Configuration assessment rule details and evaluation logic.

crate::collection! {
    /// Configuration assessment rule details and evaluation logic.
    pub ConfigurationAssessmentRules "configuration-assessment-rules" sort "|";
    open;
    operations "getRuleDetails";
}
