//! Case access tags.

crate::collection! {
    /// Case access tags.
    ///
    /// Unknown fields: an error (falcon-mcp falcon_mcp/resources/cases.py; live falcon-mcp
    /// tests/integration/test_cases.py (templates)).
    ///
    /// Wildcards: field:*'*x*' (live); 'x*' returns nothing.
    ///
    /// Forms: ~ returns nothing (live). Evidence is for the aggregate calls; the query calls share
    /// no published field list.
    pub CaseAccessTags "case-access-tags" sort "|";
    table closed;
    unknown_field error;
    patterns [operator, denied plain] from "falcon-mcp falcon_mcp/resources/cases.py";
    operations from "falconpy src/falconpy/_endpoint/_case_management.py" {
        list "queries_access_tags_get_v1" get "/casemgmt/queries/access-tags/v1" ids limit max 200 after
            sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_case_management.py" {
        details "entities_access_tags_get_v1" get "/casemgmt/entities/access-tags/v1" query ids
            accepts "with_has_access";
        aggregate "aggregates_access_tags_post_v1" post "/casemgmt/aggregates/access-tags/v1" list;
    }
    denied text_match because "returns no rows in a live test: use `*'*x*'`";

    from "falcon-mcp falcon_mcp/resources/cases.py" {
        cid: text [exact, wildcard, denied text_match];
        id: text [exact, wildcard, denied text_match];
        key: text [exact, wildcard, denied text_match];
    }
}
