//! Access scopes.

crate::collection! {
    /// Access scopes.
    pub AccessScopes "access-scopes" sort "|";
    table closed by text;
    operations "QueryAccessScopesExternal";

    from "gofalcon falcon/client/access_scopes/query_access_scopes_external_parameters.go" {
        created_at: timestamp candidate;
        created_by: text [exact];
        name: text [exact];
    }
}
