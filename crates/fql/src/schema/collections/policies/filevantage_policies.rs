//! FileVantage policies and rule groups.

crate::collection! {
    /// FileVantage policies and rule groups.
    pub FilevantagePolicies "filevantage-policies" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_filevantage.py" {
        list "queryPolicies" get "/filevantage/queries/policies/v1" ids filter none limit 100 max 500 offset
            sort requires "type";
        list "queryRuleGroups" get "/filevantage/queries/rule-groups/v1" ids filter none limit 100 max 500
            offset sort requires "type";
    }
    further operations from "falconpy src/falconpy/_endpoint/_filevantage.py" {
        details "getPolicies" get "/filevantage/entities/policies/v1" query ids max 500;
        details "getRuleGroups" get "/filevantage/entities/rule-groups/v1" query ids max 500;
    }
}
