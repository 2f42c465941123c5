//! Sensors on domain controllers.

use serde_json::{Value, json};

use super::sampler::{Context, DAY, HOUR, MINUTE, Purpose};

/// Domains, with the prefix of their host names.
const DOMAINS: &[(&str, &str)] = &[
    ("corp.example.com", "HQ"),
    ("emea.corp.example.com", "EM"),
    ("logistics.example.net", "LG"),
    ("orchid-bank.example", "OB"),
];

/// The number and name of each protection policy.
const POLICIES: &[((u64, &str), u32)] = &[
    ((0, "Domain controllers"), 70),
    ((1, "Domain controllers, detect only"), 20),
    ((2, "Platform default"), 10),
];

#[rustfmt::skip]
const OPERATING_SYSTEMS: &[(&str, u32)] = &[
    ("Windows Server 2022", 45), ("Windows Server 2019", 35), ("Windows Server 2016", 15),
    ("Windows Server 2012 R2", 5),
];

const VERSIONS: &[(&str, u32)] = &[("7.20.18910", 60), ("7.18.18410", 30), ("7.11.18110", 10)];

/// Members that are `enabled` or `disabled`.
#[rustfmt::skip]
const SETTINGS: &[&str] = &[
    "directory_auditing", "group_policy_object", "kerberos_config", "ldap_config", "ldaps_config",
    "new_enforcement_mode", "ntlm_config", "rdp_to_dc_config", "smb_to_dc_config",
];

/// Returns the sensor at `index`.
pub(super) fn sensor(context: &Context, index: u64) -> Value {
    let sampler = &mut context.sampler(Purpose::Sensor, index);
    let id = sampler.id();
    let (domain, prefix) = sampler.pick(DOMAINS);
    // Fixed for the first two, so that a few sensors already have every status.
    let status = match index {
        0 => "offline",
        1 => "degraded",
        _ => sampler.weighted(&[("active", 80), ("degraded", 12), ("offline", 8)]),
    };
    let (causes, heartbeat_age): (&[&str], _) = match status {
        "active" => (&[], sampler.skewed_between(0, 5 * MINUTE)),
        "degraded" => (&["TI_DISABLED"], sampler.skewed_between(0, HOUR)),
        _ => (&["SENSOR_OFFLINE"], sampler.skewed_between(DAY, 60 * DAY)),
    };
    let (policy, policy_name) = sampler.weighted(POLICIES);
    let mut sensor = json!({
        "device_id": id,
        "cid": context.cid,
        "hostname": format!("{prefix}-DC-{index:03}"),
        "machine_domain": domain,
        "local_ip": sampler.internal_ipv4(),
        "os_version": sampler.weighted(OPERATING_SYSTEMS),
        "agent_version": sampler.weighted(VERSIONS),
        "status": status,
        "status_causes": causes,
        "heartbeat_time": context.now - heartbeat_age,
        "idp_policy_id": context.sampler(Purpose::SensorPolicy, policy).id(),
        "idp_policy_name": policy_name,
        "ti_enabled": if status == "degraded" { "disabled" } else { "enabled" },
    });
    for setting in SETTINGS {
        sensor[*setting] = sampler
            .weighted(&[("enabled", 85), ("disabled", 15)])
            .into();
    }
    sensor
}
