//! Hosts with a sensor.

use serde_json::{Value, json};

use super::sampler::{Context, DAY, HOUR, MINUTE, Purpose, Sampler, time};
use super::vocabulary::FIRST_NAMES;

/// The platforms with their ids, types of products, versions and kernels.
#[rustfmt::skip]
const SYSTEMS: &[(System, u32)] = &[
    (System::new("Windows", "0", "Workstation", "Windows 11", "10", "WS"), 45),
    (System::new("Windows", "0", "Server", "Windows Server 2022", "10", "SRV"), 15),
    (System::new("Windows", "0", "Domain Controller", "Windows Server 2019", "10", "DC"), 5),
    (System::new("Linux", "3", "Server", "Ubuntu 24.04", "6", "web"), 20),
    (System::new("Mac", "1", "Workstation", "Sequoia (15)", "24", "mac"), 15),
];

#[rustfmt::skip]
const MANUFACTURERS: &[(&str, &str)] = &[
    ("Example Systems", "Model 5"), ("Example Systems", "Model 9"), ("Sample Computers", "Rack 2"),
];

const VERSIONS: &[(&str, u32)] = &[
    ("7.20.18910.0", 60),
    ("7.18.18410.0", 30),
    ("7.11.18110.0", 10),
];

const STATUSES: &[(&str, u32)] = &[
    ("normal", 96),
    ("contained", 2),
    ("containment_pending", 1),
    ("lift_containment_pending", 1),
];

const SITES: &[&str] = &["Default-First-Site-Name", "Berlin", "Austin"];

#[derive(Debug, Clone, Copy)]
struct System {
    platform_name: &'static str,
    platform_id: &'static str,
    product_type: &'static str,
    os_version: &'static str,
    major_version: &'static str,
    host_prefix: &'static str,
}

impl System {
    const fn new(
        platform_name: &'static str,
        platform_id: &'static str,
        product_type: &'static str,
        os_version: &'static str,
        major_version: &'static str,
        host_prefix: &'static str,
    ) -> Self {
        Self {
            platform_name,
            platform_id,
            product_type,
            os_version,
            major_version,
            host_prefix,
        }
    }
}

/// The members of a host that alerts and vulnerabilities repeat.
pub(super) struct HostSummary {
    pub(super) device_id: String,
    pub(super) hostname: String,
    pub(super) local_ip: String,
    pub(super) external_ip: String,
    pub(super) platform_name: &'static str,
    pub(super) product_type: &'static str,
    pub(super) os_version: &'static str,
    pub(super) agent_version: &'static str,
    pub(super) groups: Vec<String>,
    pub(super) tags: Vec<&'static str>,
    pub(super) user: &'static str,
    pub(super) last_seen: i64,
    system: System,
}

impl HostSummary {
    /// Returns the summary of the host at `index`.
    pub(super) fn new(context: &Context, index: u64) -> Self {
        // The draws are the first ones of the host itself.
        Self::draw(&mut context.sampler(Purpose::Host, index), index)
    }

    fn draw(sampler: &mut Sampler<'_>, index: u64) -> Self {
        let device_id = sampler.id();
        // Fixed for the first three, so that a few hosts already have every platform.
        let system = match index {
            0 => SYSTEMS[0].0,
            1 => SYSTEMS[3].0,
            2 => SYSTEMS[4].0,
            _ => sampler.weighted(SYSTEMS),
        };
        let ranges = [
            ((0, HOUR), 7),
            ((HOUR, 7 * DAY), 2),
            ((7 * DAY, 90 * DAY), 1),
        ];
        let (newest, oldest) = sampler.weighted(&ranges);
        let age = sampler.skewed_between(newest, oldest);
        let group = sampler.between(0, 4) as u64;
        Self {
            device_id,
            hostname: format!("{}-{index:04}", system.host_prefix),
            local_ip: sampler.internal_ipv4().to_string(),
            external_ip: sampler.public_ipv4().to_string(),
            platform_name: system.platform_name,
            product_type: system.product_type,
            os_version: system.os_version,
            agent_version: sampler.weighted(VERSIONS),
            groups: vec![sampler.context.sampler(Purpose::HostGroup, group).id()],
            tags: match sampler.percent(30) {
                true => vec!["FalconGroupingTags/Production"],
                false => Vec::new(),
            },
            user: sampler.pick(FIRST_NAMES).1,
            last_seen: sampler.context.now - age,
            system,
        }
    }

    /// Returns `true` for a host with a domain and a directory.
    fn is_windows(&self) -> bool {
        self.platform_name == "Windows"
    }
}

/// Returns the host at `index`.
pub(super) fn host(context: &Context, index: u64) -> Value {
    let sampler = &mut context.sampler(Purpose::Host, index);
    let summary = HostSummary::draw(sampler, index);
    let first_seen = summary.last_seen - sampler.between(1, 900) * DAY;
    let (manufacturer, product) = sampler.pick(MANUFACTURERS);
    let mut host = json!({
        "device_id": summary.device_id,
        "cid": context.cid,
        "agent_load_flags": "0",
        "agent_version": summary.agent_version,
        "bios_manufacturer": manufacturer,
        "bios_version": "1.4.2",
        "config_id_base": "65994753",
        "config_id_build": "18910",
        "config_id_platform": summary.system.platform_id,
        "external_ip": summary.external_ip,
        "first_seen": time(first_seen),
        "groups": summary.groups,
        "hostname": summary.hostname,
        "last_login_timestamp": time(summary.last_seen - sampler.between(0, 8 * HOUR)),
        "last_login_user": summary.user,
        "last_seen": time(summary.last_seen),
        "local_ip": summary.local_ip,
        "mac_address": format!("00-00-5e-00-53-{:02x}", sampler.between(0, 255)),
        "major_version": summary.system.major_version,
        "minor_version": "0",
        "modified_timestamp": time(summary.last_seen + sampler.between(0, MINUTE)),
        "os_version": summary.os_version,
        "platform_id": summary.system.platform_id,
        "platform_name": summary.platform_name,
        "product_type_desc": summary.product_type,
        "reduced_functionality_mode": if sampler.percent(3) { "yes" } else { "no" },
        "serial_number": format!("EX{:08}", sampler.between(0, 99_999_999)),
        "status": sampler.weighted(STATUSES),
        "system_manufacturer": manufacturer,
        "system_product_name": product,
        "tags": summary.tags,
    });
    if summary.is_windows() {
        host["machine_domain"] = "corp.example.com".into();
        host["site_name"] = sampler.pick(SITES).into();
        host["ou"] = json!([summary.product_type]);
    } else if summary.platform_name == "Linux" {
        host["linux_sensor_mode"] = sampler.pick(&["Kernel Mode", "User Mode"]).into();
        host["kernel_version"] = "6.8.0-45-generic".into();
        if sampler.percent(40) {
            host["service_provider"] = sampler.pick(&["AWS_EC2_V2", "AZURE", "GCP"]).into();
            host["service_provider_account_id"] =
                format!("{:012}", sampler.between(0, 999_999_999_999)).into();
            host["instance_id"] = format!("i-{}", &sampler.id()[..17]).into();
        }
    }
    host
}
