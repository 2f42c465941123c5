//! Firewall network locations.

crate::collection! {
    /// Firewall network locations.
    pub FirewallNetworkLocations "firewall-network-locations" sort "|";
    table closed by text;
    operations from "falconpy src/falconpy/_endpoint/_firewall_management.py; falconpy src/falconpy/firewall_management.py docstring" {
        list "query_network_locations" get "/fwmgr/queries/network-locations/v1" ids offset or after
            sort unknown accepts "q";
    }
    further operations from "falconpy src/falconpy/_endpoint/_firewall_management.py" {
        details "get_network_locations" get "/fwmgr/entities/network-locations/v1" query ids;
    }

    from "gofalcon falcon/client/firewall_management/query_network_locations_parameters.go; \
          falconpy src/falconpy/_endpoint/_firewall_management.py" {
        name: text [exact];
    }
}
