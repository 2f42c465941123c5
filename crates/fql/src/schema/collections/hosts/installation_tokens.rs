//! Installation tokens.

crate::collection! {
    /// Installation tokens.
    ///
    /// Wildcards: label:*'*x*' (falconpy sample).
    ///
    /// Note on 6 fields: answer field only.
    pub InstallationTokens "installation-tokens" sort ".";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_installation_tokens.py" {
        list "tokens_query" get "/installation-tokens/queries/tokens/v1" ids limit 50 max 1000 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_installation_tokens.py" {
        details "tokens_read" get "/installation-tokens/entities/tokens/v1" query ids;
    }

    from "falconpy src/falconpy/_endpoint/_installation_tokens.py" {
        created_timestamp: timestamp candidate [sort];
        /// Only value shown: valid.
        status: text [exact];
    }

    expires_timestamp: timestamp candidate;
    id: text candidate;
    last_used_timestamp: timestamp candidate;
    revoked_timestamp: timestamp candidate;
    r#type: text candidate;
    value: text candidate;

    from "falconpy samples/installation_tokens/token_dispenser.py" {
        label: text shown [shown wildcard];
    }
}
