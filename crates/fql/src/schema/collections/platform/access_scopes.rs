//! Access scopes.

crate::collection! {
    /// Access scopes.
    pub AccessScopes "access-scopes" sort "|";
    table closed by text;
    operations from "falconpy src/falconpy/_endpoint/_access_scopes.py" {
        list "QueryAccessScopesExternal" get "/access-scope-management/queries/access-scopes/v1" ids;
    }
    further operations from "falconpy src/falconpy/_endpoint/_access_scopes.py" {
        details "ListAccessScopesExternal" get "/access-scope-management/entities/access-scopes/v1" query ids;
    }

    from "gofalcon falcon/client/access_scopes/query_access_scopes_external_parameters.go" {
        created_at: timestamp candidate;
        created_by: text [exact];
        name: text [exact];
    }
}
