//! Content update policies.

crate::collection! {
    /// Content update policies.
    ///
    /// Wildcards: plain star is literal.
    ///
    /// Forms: only exact matches of name.raw are used in code.
    ///
    /// Note on 4 fields: answer field only.
    pub ContentUpdatePolicies "content-update-policies" sort ".";
    table advisory;
    patterns [denied plain] from "falcon-mcp falcon_mcp/resources/policies.py";
    operations from "falconpy src/falconpy/_endpoint/_content_update_policies.py" {
        list "queryContentUpdatePolicies" get "/policy/queries/content-update/v1" ids limit max 5000 offset
            sort;
        list "queryCombinedContentUpdatePolicies" get "/policy/combined/content-update/v1" documents
            limit max 5000 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_content_update_policies.py" {
        details "getContentUpdatePolicies" get "/policy/entities/content-update/v1" query ids;
    }
    denied sort because "HTTP 500 in a live test, although the API definition lists it";

    cid: text candidate;
    description: text candidate;
    groups: any candidate;
    id: text candidate;

    from "falcon-mcp falcon_mcp/resources/policies.py" {
        created_by: text candidate [sort];
        modified_by: text candidate [sort];
        precedence: any [exact, sort];
    }

    from "falcon-mcp falcon_mcp/resources/policies.py; falcon-mcp \
          tests/integration/test_policies.py" {
        created_timestamp: timestamp single [range, sort];
        enabled: boolean single [exact, sort];
        modified_timestamp: timestamp single [range, sort];
        /// Swagger lists platform_name.asc/.desc as sort values; live it is an HTTP 500 on every
        /// policy type.
        platform_name: text single [exact, denied sort] values ["all", ..];
    }

    from "falcon-mcp falcon_mcp/resources/policies.py; falcon-mcp \
          tests/integration/test_policies.py; terraform-provider-crowdstrike \
          docs/data-sources/content_update_policies.md" {
        name: text [denied exact, denied wildcard, denied text_match, sort]
            conflict "guide: name not filterable; the terraform docs print name:'*prod*' as an example; name.raw is what terraform code itself uses";
    }

    from "terraform-provider-crowdstrike \
          internal/content_update_policy/default_content_update_policy_resource.go" {
        name.raw: text shown [shown exact];
    }
}
