//! Identity protection sensors.

crate::collection! {
    /// Identity protection sensors.
    pub IdentityProtectionSensors "identity-protection-sensors" sort ".";
    table advisory;
    id device_id;
    operations from "falconpy src/falconpy/_endpoint/_identity_protection.py" {
        list "QuerySensorsByFilter" get "/identity-protection/queries/devices/v1" ids limit max 200 offset
            sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_identity_protection.py" {
        details "GetSensorDetails" post "/identity-protection/entities/devices/GET/v1" body ids max 5000;
        aggregate "GetSensorAggregates" post "/identity-protection/aggregates/devices/GET/v1" list;
    }

    from "gofalcon falcon/client/identity_entities/query_sensors_by_filter_parameters.go" {
        hostname: text candidate [sort];
        local_ip: ip candidate;
        status: text candidate [sort];
    }
}
