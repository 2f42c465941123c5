//! Sensors on domain controllers.

use super::dice::{Dice, Stream};
use super::object::Object;
use super::world::{DAY, HOUR, Id, MINUTE, World, any_inside};
use crate::data::Document;

/// The domain of each, and the place in it that hosts are named after.
const DOMAINS: &[(&str, &str)] = &[
    ("corp.example.com", "HQ"),
    ("emea.corp.example.com", "EM"),
    ("logistics.example.net", "LG"),
    ("orchid-bank.example", "OB"),
];

/// Names and ids of protection policies.
const POLICIES: &[(&str, u32)] = &[
    ("Domain controllers", 70),
    ("Domain controllers, detect only", 20),
    ("Platform default", 10),
];

const SYSTEMS: &[(&str, u32)] = &[
    ("Windows Server 2022", 45),
    ("Windows Server 2019", 35),
    ("Windows Server 2016", 15),
    ("Windows Server 2012 R2", 5),
];

const VERSIONS: &[(&str, u32)] = &[("7.20.18910", 60), ("7.18.18410", 30), ("7.11.18110", 10)];

/// The sensor number `index`.
pub(super) fn sensor(world: &World, index: u64, text: &mut String) -> Document {
    let id = Id::of(world.seed, Stream::Sensor, index);
    text.clear();
    put_sensor(world, index, id, &mut Object::begin(text));
    Document::new(id.to_string(), text.as_str())
}

fn put_sensor(world: &World, index: u64, id: Id, object: &mut Object<'_>) {
    let dice = &mut world.dice(Stream::Sensor, index);
    let (domain, place) = *dice.pick(DOMAINS);
    // The first ones tell the statuses apart, so that few sensors have them all.
    let status = match index {
        0 => "offline",
        1 => "degraded",
        _ => dice.word(&[("active", 80), ("degraded", 12), ("offline", 8)]),
    };
    let (causes, silent): (&[&str], i64) = match status {
        "active" => (&[], world.ago(dice, 0, 5 * MINUTE)),
        "degraded" => (&["TI_DISABLED"], world.ago(dice, 0, HOUR)),
        _ => (&["SENSOR_OFFLINE"], world.ago(dice, DAY, 60 * DAY)),
    };
    object.plain("device_id", id);
    object.text("cid", &world.cid);
    object.plain("hostname", format_args!("{place}-DC-{index:03}"));
    object.text("machine_domain", domain);
    object.plain("local_ip", any_inside(dice));
    object.text("os_version", dice.word(SYSTEMS));
    object.text("agent_version", dice.word(VERSIONS));
    object.text("status", status);
    object.texts("status_causes", causes.iter().copied());
    object.number("heartbeat_time", silent);
    let policy = dice.word(POLICIES);
    let number = POLICIES.iter().position(|(name, _)| *name == policy);
    let number = number.unwrap_or_default() as u64;
    object.plain(
        "idp_policy_id",
        Id::of(world.seed, Stream::Customer, number + 1),
    );
    object.text("idp_policy_name", policy);
    put_settings(dice, object, status != "degraded");
}

fn put_settings(dice: &mut Dice, object: &mut Object<'_>, inspected: bool) {
    const SETTINGS: &[&str] = &[
        "directory_auditing",
        "group_policy_object",
        "kerberos_config",
        "ldap_config",
        "ldaps_config",
        "new_enforcement_mode",
        "ntlm_config",
        "rdp_to_dc_config",
        "smb_to_dc_config",
    ];
    for setting in SETTINGS {
        let on = [("enabled", 85), ("disabled", 15)];
        object.text(setting, dice.word(&on));
    }
    object.text("ti_enabled", if inspected { "enabled" } else { "disabled" });
}
