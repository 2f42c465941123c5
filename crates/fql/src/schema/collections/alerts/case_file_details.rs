//! Case file details.

crate::collection! {
    /// Case file details.
    ///
    /// Wildcards: name:*'*.png'.
    ///
    /// Forms: ~ returns nothing (cases.py). ids parameter of the aggregate does not filter (live).
    pub CaseFileDetails "case-file-details" sort "|";
    table advisory;
    patterns [operator] from "falcon-mcp falcon_mcp/resources/cases.py";
    operations from "falconpy src/falconpy/_endpoint/_case_management.py" {
        list "queries_file_details_get_v1" get "/case-files/queries/file-details/v1" ids limit max 10 offset;
        list "combined_file_details_get_v1" get "/case-files/combined/file-details/v1" documents limit max 10
            offset;
        aggregate "aggregates_file_details_post_v1" post "/case-files/aggregates/file-details/v1" list
            filter query requires "ids";
    }
    further operations from "falconpy src/falconpy/_endpoint/_case_management.py" {
        details "entities_file_details_get_v1" get "/case-files/entities/file-details/v1" query ids;
    }
    denied text_match because "returns no rows in a live test: use `*'*x*'`";

    from "falcon-mcp falcon_mcp/resources/cases.py" {
        case_id: text [exact, denied text_match];
        cid: text [exact, denied text_match];
        /// Text such as 114.8 KB, not a number.
        file_size: text [exact, denied text_match];
        id: text [exact, denied text_match];
        name: text [exact, wildcard, denied text_match];
    }
}
