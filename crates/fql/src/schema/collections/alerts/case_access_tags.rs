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
    operations "queries_access_tags_get_v1";
    denied text_match because "returns no rows in a live test: use `*'*x*'`";

    from "falcon-mcp falcon_mcp/resources/cases.py" {
        cid: text [exact, wildcard, denied text_match];
        id: text [exact, wildcard, denied text_match];
        key: text [exact, wildcard, denied text_match];
    }
}
