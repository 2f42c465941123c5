//! Spotlight remediations.

crate::collection! {
    /// Spotlight remediations.
    pub SpotlightRemediations "spotlight-remediations" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_spotlight_vulnerabilities.py" {
        details "getRemediationsV2" get "/spotlight/entities/remediations/v2" query ids;
    }
}
