//! Configuration assessment rule details and evaluation logic.

crate::collection! {
    /// Configuration assessment rule details and evaluation logic.
    pub ConfigurationAssessmentRules "configuration-assessment-rules" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_configuration_assessment.py" {
        details "getRuleDetails" get "/configuration-assessment/entities/rule-details/v1" query ids;
    }
}
