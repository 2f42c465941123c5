//! Firewall events.

crate::collection! {
    /// Firewall events.
    pub FirewallEvents "firewall-events" sort "|";
    table advisory;
    operations "query_events", "aggregate_events";

    from "gofalcon falcon/client/firewall_management/query_events_parameters.go" {
        created_on: timestamp [range];
        description: any [exact];
        enabled: any [exact];
        modified_on: timestamp [range];
        name: any [exact];
        platform: any [exact];
    }
}
