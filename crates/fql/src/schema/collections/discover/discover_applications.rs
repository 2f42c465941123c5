//! Discover applications.

crate::collection! {
    /// Discover applications.
    ///
    /// Unknown fields: an error (falcon-mcp tests/integration/test_filter_classification.py).
    ///
    /// Wildcards: field:*'*' accepted live (test_discover.py); plain 'x*' shown inside lists
    /// (discover.py).
    ///
    /// Forms: combined call requires a filter. Backslashes in paths are shown single
    /// (discover.py). No ~ list.
    ///
    /// Conflict: id and software_type: in the guide (discover.py), absent from the swagger list.
    ///
    /// Conflict: is_suspicious, is_normalized, is booleans; category, versioning_scheme are exact
    /// but not in the wildcard list.
    ///
    /// Conflict: bare hostname is an unknown field (live, newer test_discover.py): the field is
    /// host.hostname.
    ///
    /// Conflict: last_seen_within does not apply here (falconpy issue 1028).
    ///
    /// Conflict: browser_extension.permission_severity is named in the guide text (discover.py) as
    /// a field but never listed.
    ///
    /// Conflict: swagger lists timestamps under exact as well as range.
    ///
    /// Conflict: host.internet_exposure: model comment Yes or Unknown; hosts Yes/No/Pending.
    pub DiscoverApplications "discover-applications" sort "|";
    table closed;
    unknown_field error;
    patterns [operator, shown plain] from "falcon-mcp falcon_mcp/resources/discover.py";
    operations from "falconpy src/falconpy/_endpoint/_discover.py" {
        list "query_applications" get "/discover/queries/applications/v1" ids limit 100 max 100 offset
            sort unknown;
        list "combined_applications" get "/discover/combined/applications/v1" documents filter required
            limit 100 max 1000 after sort unknown accepts "facet";
    }
    further operations from "falconpy src/falconpy/_endpoint/_discover.py" {
        details "get_applications" get "/discover/entities/applications/v1" query ids max 100;
    }

    from "gofalcon falcon/client/discover/combined_applications_parameters.go; falconpy \
          src/falconpy/_endpoint/_discover.py; falcon-mcp falcon_mcp/resources/discover.py" {
        architectures: text [exact, wildcard, list, sort];
        category: text [exact, list, sort];
        cid: text [exact, wildcard, list, sort];
        first_seen_timestamp: timestamp [exact, range, sort];
        groups: text [exact, wildcard, list, sort];
        installation_paths: text [exact, wildcard, list, sort];
        installation_timestamp: timestamp [exact, range, sort];
        is_normalized: boolean [exact, sort];
        is_suspicious: boolean [exact, sort];
        last_updated_timestamp: timestamp [exact, range, sort];
        last_used_file_hash: text [exact, wildcard, list, sort];
        last_used_file_name: text [exact, wildcard, list, sort];
        last_used_timestamp: timestamp [exact, range, sort];
        last_used_user_name: text [exact, wildcard, list, sort];
        last_used_user_sid: text [exact, wildcard, list, sort];
        name: text [exact, wildcard, list, sort];
        name_vendor: text [exact, wildcard, list, sort];
        name_vendor_version: text [exact, wildcard, list, sort];
        vendor: text [exact, wildcard, list, sort];
        version: text [exact, wildcard, list, sort];
        versioning_scheme: text [exact, list, sort];
    }

    from "gofalcon falcon/client/discover/combined_applications_parameters.go; falconpy \
          src/falconpy/_endpoint/_discover.py" {
        host.agent_version: text [exact, wildcard, list, sort];
        host.aid: text [exact, wildcard, list, sort];
        host.country: text [exact, wildcard, list, sort];
        host.current_mac_address: text [exact, wildcard, list, sort];
        host.current_network_prefix: text [exact, wildcard, list, sort];
        host.external_ip: ip single [exact, wildcard, list, sort];
        host.groups: text [exact, wildcard, list, sort];
        host.hostname: text [exact, wildcard, list, sort];
        host.id: text [exact, list, sort];
        host.internet_exposure: text [exact, wildcard, list, sort];
        host.kernel_version: text [exact, wildcard, list, sort];
        host.machine_domain: text [exact, wildcard, list, sort];
        host.os_version: text [exact, wildcard, list, sort];
        host.ou: text [exact, wildcard, list, sort];
        host.platform_name: text [exact, wildcard, list, sort];
        host.product_type_desc: text [exact, wildcard, list, sort];
        host.site_name: text [exact, wildcard, list, sort];
        host.system_manufacturer: text [exact, wildcard, list, sort];
        host.tags: text [exact, wildcard, list, sort];
    }

    from "falcon-mcp falcon_mcp/resources/discover.py" {
        /// In the guide but not in the swagger list.
        id: text [exact, list, sort];
        /// In the guide but not in the swagger list.
        software_type: text [exact, list, sort] values ["application", "browser_extension", ..];
    }

    renamed hostname = host.hostname
        because "a live test rejects `hostname` (falcon-mcp tests/integration/test_discover.py)";
}
