//! Cloud application findings.

crate::collection! {
    /// Cloud application findings.
    pub CloudApplicationFindings "cloud-application-findings" sort "|";
    open;
    operations "cloud_security_assets_combined_application_findings";
}
