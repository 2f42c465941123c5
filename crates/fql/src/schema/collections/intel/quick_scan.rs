//! Quick scan submissions (legacy).

crate::collection! {
    /// Quick scan submissions (legacy).
    pub QuickScan "quick-scan" sort "|";
    open;
    operations from "falconpy src/falconpy/_endpoint/_quick_scan.py" {
        list "QuerySubmissionsMixin0" get "/scanner/queries/scans/v1" ids limit max 5000 offset
            sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_quick_scan.py" {
        details "GetScans" get "/scanner/entities/scans/v1" query ids;
        aggregate "GetScansAggregates" post "/scanner/aggregates/scans/GET/v1" object;
    }
}
