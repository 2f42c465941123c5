//! Quick scan submissions (legacy).

crate::collection! {
    /// Quick scan submissions (legacy).
    pub QuickScan "quick-scan" sort "|";
    open;
    operations "QuerySubmissionsMixin0";
}
