//! FileVantage policies and rule groups.

crate::collection! {
    /// FileVantage policies and rule groups.
    pub FilevantagePolicies "filevantage-policies" sort "|";
    open;
    operations "queryPolicies", "queryRuleGroups";
}
