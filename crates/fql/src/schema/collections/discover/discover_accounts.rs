//! Discover accounts.

crate::collection! {
    /// Discover accounts.
    ///
    /// Wildcards: field:*'*X*' (spyglass.py).
    pub DiscoverAccounts "discover-accounts" sort "|";
    table closed by text;
    patterns [shown operator] from "falconpy samples/discover/spyglass.py";
    operations from "falconpy src/falconpy/_endpoint/_discover.py" {
        list "query_accounts" get "/discover/queries/accounts/v1" ids limit 100 max 100 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_discover.py" {
        details "get_accounts" get "/discover/entities/accounts/v1" query ids max 100;
    }

    from "gofalcon falcon/client/discover/query_accounts_parameters.go; falconpy \
          src/falconpy/_endpoint/_discover.py" {
        account_name: text [exact, wildcard];
        account_type: text single [exact, wildcard] values ["Local", "Domain", ..];
        admin_privileges: text single [exact, wildcard] values ["Yes", "No", "Unknown", ..];
        cid: text [exact, wildcard];
        first_seen_timestamp: timestamp single [exact, range];
        id: text [exact, wildcard];
        last_failed_login_hostname: text [exact, wildcard];
        last_failed_login_timestamp: timestamp single [exact, range, sort];
        last_failed_login_type: text [exact, wildcard];
        last_successful_login_host_city: text [exact, wildcard];
        last_successful_login_host_country: text [exact, wildcard];
        last_successful_login_hostname: text [exact, wildcard];
        last_successful_login_remote_ip: ip single [exact, wildcard];
        last_successful_login_timestamp: timestamp single [exact, range];
        last_successful_login_type: text [exact, wildcard];
        local_admin_privileges: text single [exact, wildcard] values ["Yes", "No", ..];
        login_domain: text [exact, wildcard];
        password_last_set_timestamp: timestamp single [exact, range];
        user_sid: text [exact, wildcard];
        username: text [exact, wildcard, sort];
    }
}
