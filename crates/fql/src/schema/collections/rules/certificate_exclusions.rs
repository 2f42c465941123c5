//! Certificate based exclusions.

crate::collection! {
    /// Certificate based exclusions.
    ///
    /// Wildcards: field:*'*x*' on value/name only; plain star is a literal character.
    ///
    /// Forms: ~ is not supported on value/name; certificate uses modified_on, the others
    /// last_modified.
    ///
    /// Note on 7 fields: answer field only.
    pub CertificateExclusions "certificate-exclusions" sort ".";
    table closed;
    patterns [operator, denied plain] from "falcon-mcp falcon_mcp/resources/exclusions.py";
    pattern_values;
    operations from "falconpy src/falconpy/_endpoint/_certificate_based_exclusions.py" {
        list "cb_exclusions_query_v1" get "/exclusions/queries/cert-based-exclusions/v1" ids limit max 100
            offset sort optional;
    }
    further operations from "falconpy src/falconpy/_endpoint/_certificate_based_exclusions.py" {
        details "cb_exclusions_get_v1" get "/exclusions/entities/cert-based-exclusions/v1" query ids;
    }
    denied wildcard because "exact matches only, by the guide";
    denied text_match because "~ silently matches nothing, by the live-tested guide";

    from "falcon-mcp falcon_mcp/resources/exclusions.py; falcon-mcp \
          tests/integration/test_exclusions.py" {
        applied_globally: boolean single [exact];
        /// Guide: exact match only.
        created_by: text [exact, denied wildcard, sort];
        created_on: timestamp single [range, sort];
        /// Guide: exact match only.
        modified_by: text [exact, denied wildcard, sort];
        modified_on: timestamp single [range, sort];
        name: text [exact, wildcard, denied text_match, sort]
            conflict "guide: ~ silently matches nothing; the terraform sweeper relies on name:~'...' (terraform-provider-crowdstrike internal/ml_certificate_exclusion/sweep.go)";
    }

    children_cids: text candidate;
    cid: text candidate;
    comment: text candidate;
    description: text candidate;
    host_groups: text candidate;
    id: text candidate;
    status: text candidate;

    from "falcon-mcp tests/modules/test_exclusions.py; falcon-mcp \
          falcon_mcp/resources/exclusions.py; falcon-mcp@e1a7afd resources/exclusions.py older \
          text" {
        value: any denied [denied exact, denied wildcard, denied text_match]
            because "dropped from the guide after live validation because the API ignored it (silent empty answer)";
    }
}
