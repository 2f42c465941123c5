//! Firewall network locations.

crate::collection! {
    /// Firewall network locations.
    pub FirewallNetworkLocations "firewall-network-locations" sort "|";
    table closed by text;
    operations "query_network_locations";

    from "gofalcon falcon/client/firewall_management/query_network_locations_parameters.go; \
          falconpy src/falconpy/_endpoint/_firewall_management.py" {
        name: text [exact];
    }
}
