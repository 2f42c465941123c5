//! Spotlight supported evaluations (external).

crate::collection! {
    /// Spotlight supported evaluations (external).
    ///
    /// Wildcards: denied.
    ///
    /// Forms: filter required, empty filter unsupported; separate risk_provider parameter.
    pub SpotlightSupportedEvaluations "spotlight-supported-evaluations" sort "|";
    table closed by text;
    empty_filter denied from "gofalcon \
        falcon/client/spotlight_supported_evaluation/combined_supported_evaluation_ext_parameters.go";
    operations from "falconpy src/falconpy/_endpoint/_spotlight_evaluation_logic.py" {
        list "combinedSupportedEvaluationExt" get "/spotlight/combined/supported-evaluation-external/v1"
            documents filter required limit 100 max 400 offset or after sort accepts "risk_provider";
    }
    denied wildcard because "wildcards are unsupported, by the API definition";
    denied text_match because "`~` is unsupported, by the API definition";

    from "gofalcon \
          falcon/client/spotlight_supported_evaluation/combined_supported_evaluation_ext_parameters.go; \
          falconpy src/falconpy/_endpoint/_spotlight_evaluation_logic.py" {
        created_timestamp: timestamp single [denied wildcard, range, denied text_match, sort];
        finding_provider: text [exact, denied wildcard, denied text_match];
        id: text [exact, denied wildcard, denied text_match];
        platform: text [exact, denied wildcard, denied text_match];
        risk_id: text [exact, denied wildcard, denied text_match];
        risk_provider: text [exact, denied wildcard, denied text_match];
        updated_timestamp: timestamp single [denied wildcard, range, denied text_match, sort];
    }
}
