//! Case templates.

crate::collection! {
    /// Case templates.
    ///
    /// Unknown fields: an error (falcon-mcp falcon_mcp/resources/cases.py; live falcon-mcp
    /// tests/integration/test_cases.py (templates)).
    ///
    /// Wildcards: field:*'*x*' (live); 'x*' returns nothing.
    ///
    /// Forms: ~ returns nothing (live). Evidence is for the aggregate calls; the query calls share
    /// no published field list.
    pub CaseTemplates "case-templates" sort "|";
    table closed;
    unknown_field error;
    patterns [operator, denied plain] from "falcon-mcp falcon_mcp/resources/cases.py";
    operations from "falconpy src/falconpy/_endpoint/_case_management.py" {
        list "queries_templates_get_v1" get "/casemgmt/queries/templates/v1" ids limit max 200 offset
            sort unknown;
        other "entities_templates_export_get_v1" get "/casemgmt/entities/templates/export/v1"
            accepts "ids", "format";
        list "queries_template_snapshots_get_v1" get "/casemgmt/queries/template-snapshots/v1" ids
            limit max 200 offset;
    }
    further operations from "falconpy src/falconpy/_endpoint/_case_management.py" {
        details "entities_templates_get_v1" get "/casemgmt/entities/templates/v1" query ids
            accepts "with_has_access";
        details "entities_template_snapshots_get_v1" get "/casemgmt/entities/template-snapshots/v1" query ids
            accepts "template_ids", "versions";
        aggregate "aggregates_templates_post_v1" post "/casemgmt/aggregates/templates/v1" list;
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
