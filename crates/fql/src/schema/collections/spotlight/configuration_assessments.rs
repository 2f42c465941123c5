//! Configuration assessments.

crate::collection! {
    /// Configuration assessments.
    ///
    /// Wildcards: denied for the whole collection (swagger).
    ///
    /// Forms: filter required.
    ///
    /// Conflict: status:'fail' (third-party id 60229476504) versus finding.status:'fail' (third-
    /// party id 55064228029).
    pub ConfigurationAssessments "configuration-assessments" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_configuration_assessment.py" {
        list "getCombinedAssessmentsQuery" get "/configuration-assessment/combined/assessments/v1" documents
            filter required limit 100 max 5000 after sort accepts "facet";
    }
    denied wildcard because "wildcards are unsupported, by the API definition";

    from "gofalcon \
          falcon/client/configuration_assessment/get_combined_assessments_query_parameters.go; \
          falconpy src/falconpy/_endpoint/_configuration_assessment.py" {
        aid: text shown [shown exact, denied wildcard];
        created_timestamp: timestamp shown [denied wildcard, shown range, sort];
        updated_timestamp: timestamp shown [denied wildcard, shown range, sort];
    }

    from "third-party command line tool (id 55064228029)" {
        finding.status: text denied [denied wildcard];
    }
}
