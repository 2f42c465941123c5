//! Case SLAs.

crate::collection! {
    /// Case SLAs.
    ///
    /// Unknown fields: an error (falcon-mcp falcon_mcp/resources/cases.py; live falcon-mcp
    /// tests/integration/test_cases.py (templates)).
    ///
    /// Wildcards: field:*'*x*' (live); 'x*' returns nothing.
    ///
    /// Forms: ~ returns nothing (live). Evidence is for the aggregate calls; the query calls share
    /// no published field list.
    pub CaseSlas "case-slas" sort "|";
    table closed;
    unknown_field error;
    patterns [operator, denied plain] from "falcon-mcp falcon_mcp/resources/cases.py";
    operations from "falconpy src/falconpy/_endpoint/_case_management.py" {
        list "queries_slas_get_v1" get "/casemgmt/queries/slas/v1" ids limit max 200 offset sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_case_management.py" {
        details "entities_slas_get_v1" get "/casemgmt/entities/slas/v1" query ids;
        aggregate "aggregates_slas_post_v1" post "/casemgmt/aggregates/slas/v1" list;
    }
    denied text_match because "returns no rows in a live test: use `*'*x*'`";

    from "falcon-mcp falcon_mcp/resources/cases.py" {
        cid: text [exact, wildcard, denied text_match];
        created_by_name: text [exact, wildcard, denied text_match];
        created_timestamp: timestamp [range];
        id: text [exact, wildcard, denied text_match];
        name: text [exact, wildcard, denied text_match];
        updated_by_name: text [exact, wildcard, denied text_match];
        updated_timestamp: timestamp [range];
    }
}
