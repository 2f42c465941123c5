//! Firewall events.

crate::collection! {
    /// Firewall events.
    pub FirewallEvents "firewall-events" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_firewall_management.py; falconpy src/falconpy/firewall_management.py docstring" {
        list "query_events" get "/fwmgr/queries/events/v1" ids limit 10 max 5000 offset or after
            sort unknown accepts "q";
    }
    operations from "falconpy src/falconpy/_endpoint/_firewall_management.py" {
        aggregate "aggregate_events" post "/fwmgr/aggregates/events/GET/v1" list;
    }
    further operations from "falconpy src/falconpy/_endpoint/_firewall_management.py" {
        details "get_events" get "/fwmgr/entities/events/v1" query ids;
    }

    from "gofalcon falcon/client/firewall_management/query_events_parameters.go" {
        created_on: timestamp [range];
        description: any [exact];
        enabled: any [exact];
        modified_on: timestamp [range];
        name: any [exact];
        platform: any [exact];
    }
}
