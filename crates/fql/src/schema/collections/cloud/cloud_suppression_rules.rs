//! Cloud suppression rules.

crate::collection! {
    /// Cloud suppression rules.
    ///
    /// Wildcards: field:*'*x*' (live acceptance test); terraform sends :*'value' for name and
    /// description only.
    ///
    /// Forms: sort suffix is .asc/.desc here while the sibling calls of the module take |asc.
    ///
    /// Conflict: disabled is a boolean in the answer; terraform sends it quoted in an equality
    /// (suppression_rules_data_source.go).
    ///
    /// Conflict: groups, domain, created_by, dates: swagger only; terraform lists name,
    /// description, subdomain, suppression_reason, disabled.
    pub CloudSuppressionRules "cloud-suppression-rules" sort ".";
    table advisory;
    patterns [shown operator] from "terraform-provider-crowdstrike \
        internal/cloud_security/suppression_rules_data_source_test.go";
    operations from "falconpy src/falconpy/_endpoint/_cloud_policies.py" {
        list "QuerySuppressionRules" get "/cloud-policies/queries/suppression-rules/v1" ids limit 20 max 50
            offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_cloud_policies.py" {
        details "GetSuppressionRules" get "/cloud-policies/entities/suppression-rules/v1" query ids;
    }

    from "gofalcon falcon/client/cloud_policies/query_suppression_rules_parameters.go; falconpy \
          src/falconpy/_endpoint/_cloud_policies.py" {
        created_at: timestamp candidate [sort];
        disabled: boolean single [exact, sort];
        domain: text [exact, sort];
        groups: text [exact, sort];
        last_modified_at: timestamp candidate [sort];
        subdomain: text single [exact, sort] values ["IOM", ..];
        suppression_expiration_date: timestamp candidate [sort];
        suppression_reason: text single [exact, sort]
            values ["accept-risk", "compensating-control", "false-positive", ..];
    }

    from "gofalcon falcon/client/cloud_policies/query_suppression_rules_parameters.go" {
        created_by: text [exact, sort];
    }

    from "gofalcon falcon/client/cloud_policies/query_suppression_rules_parameters.go; falconpy \
          src/falconpy/_endpoint/_cloud_policies.py; terraform-provider-crowdstrike \
          internal/cloud_security/suppression_rules_data_source.go" {
        description: text [exact, wildcard, sort];
        name: text [exact, wildcard, sort];
    }
}
