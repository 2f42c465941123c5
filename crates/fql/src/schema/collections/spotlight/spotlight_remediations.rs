//! Spotlight remediations.

crate::collection! {
    /// Spotlight remediations.
    pub SpotlightRemediations "spotlight-remediations" sort "|";
    open;
    operations "getRemediationsV2";
}
