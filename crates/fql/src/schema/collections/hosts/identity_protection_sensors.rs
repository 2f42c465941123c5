//! Identity protection sensors.

crate::collection! {
    /// Identity protection sensors.
    pub IdentityProtectionSensors "identity-protection-sensors" sort ".";
    table advisory;
    operations "QuerySensorsByFilter";

    from "gofalcon falcon/client/identity_entities/query_sensors_by_filter_parameters.go" {
        hostname: text candidate [sort];
        local_ip: ip candidate;
        status: text candidate [sort];
    }
}
