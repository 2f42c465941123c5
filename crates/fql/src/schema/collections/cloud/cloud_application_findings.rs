//! Cloud application findings.

crate::collection! {
    /// Cloud application findings.
    pub CloudApplicationFindings "cloud-application-findings" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_cloud_security_assets.py" {
        list "cloud_security_assets_combined_application_findings"
            get "/cloud-security-assets/combined/application-findings/v1" documents limit 50 max 1000 offset
            requires "type" accepts "crn", "gcrn";
    }
}
