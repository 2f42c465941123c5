//! Discover logins.

crate::collection! {
    /// Discover logins.
    ///
    /// Wildcards: field:*'*x*' (spyglass.py).
    ///
    /// Conflict: swagger example uses first_seen_timestamp, which is in no list of this call (the
    /// field is login_timestamp).
    pub DiscoverLogins "discover-logins" sort "|";
    table closed by text;
    patterns [shown operator] from "falconpy samples/discover/spyglass.py";
    operations from "falconpy src/falconpy/_endpoint/_discover.py" {
        list "query_logins" get "/discover/queries/logins/v1" ids limit 100 max 100 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_discover.py" {
        details "get_logins" get "/discover/entities/logins/v1" query ids max 100;
    }

    from "gofalcon falcon/client/discover/query_logins_parameters.go; falconpy \
          src/falconpy/_endpoint/_discover.py" {
        account_id: text [exact, wildcard];
        account_name: text [exact, wildcard, sort];
        account_type: text [exact, wildcard];
        admin_privileges: text [exact, wildcard];
        aggregation_time_interval: text [exact, wildcard];
        aid: text [exact, wildcard];
        cid: text [exact, wildcard];
        failure_description: text [exact, wildcard];
        host_city: text [exact, wildcard];
        host_country: text [exact, wildcard];
        host_id: text [exact, wildcard];
        hostname: text [exact, wildcard];
        id: text [exact, wildcard];
        is_suspicious: boolean single [exact];
        local_admin_privileges: text [exact, wildcard];
        local_ip: ip single [exact, wildcard];
        login_domain: text [exact, wildcard];
        login_event_count: integer single [exact, range];
        login_status: text single [exact, wildcard] values ["Successful", "Failed", ..];
        login_timestamp: timestamp single [exact, range, sort];
        login_type: text [exact, wildcard];
        remote_ip: ip single [exact, wildcard];
        user_sid: text [exact, wildcard];
        username: text [exact, wildcard];
    }
}
