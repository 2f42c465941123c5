//! Discover IoT assets.

crate::collection! {
    /// Discover IoT assets.
    ///
    /// Wildcards: documented per field; spelling not stated.
    ///
    /// Forms: v1 pages by offset, v2 by after.
    ///
    /// Conflict: v1 lists local_ips_count, network_interfaces.local_ip and classification; v2 does
    /// not.
    ///
    /// Conflict: the swagger examples (entity_type, product_type_desc, platform_name,
    /// last_seen_timestamp) are copied from the hosts call and are not in the IoT lists.
    ///
    /// Conflict: model comment says network_interfaces can't be filtered.
    ///
    /// Note on 3 fields: v1 only.
    pub DiscoverIotHosts "discover-iot-hosts" sort "|";
    table closed by text;
    operations from "falconpy src/falconpy/_endpoint/_discover.py" {
        list "query_iot_hosts" get "/discover/queries/iot-hosts/v1" ids limit 100 max 100 offset sort;
        list "query_iot_hostsV2" get "/discover/queries/iot-hosts/v2" ids limit 100 max 100 after sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_discover.py" {
        details "get_iot_hosts" get "/discover/entities/iot-hosts/v1" query ids max 100;
    }

    from "gofalcon falcon/client/discover_iot/query_iot_hosts_parameters.go; falconpy \
          src/falconpy/_endpoint/_discover.py; gofalcon \
          falcon/client/discover_iot/query_iot_hosts_v2_parameters.go" {
        business_criticality: text [exact, wildcard];
        data_providers: text [exact, wildcard];
        device_class: text [exact, wildcard];
        device_family: text [exact, wildcard];
        device_mode: text [exact, wildcard];
        device_type: text [exact, wildcard];
        line_of_business: any [exact, wildcard];
        local_ip_addresses: ip [exact, wildcard];
        mac_addresses: text [exact, wildcard];
        physical_connections_count: integer [exact, range];
        purdue_level: text [exact, wildcard];
        subnet: text [exact, wildcard];
        virtual_zone: text [exact, wildcard];
        vlan: text [exact, wildcard];
    }

    from "gofalcon falcon/client/discover_iot/query_iot_hosts_parameters.go; falconpy \
          src/falconpy/_endpoint/_discover.py" {
        classification: text [exact];
        local_ips_count: integer single [exact, range];
        network_interfaces.local_ip: ip [exact];
    }
}
