//! Alerts of endpoints.

use serde_json::{Value, json};

use super::host::HostSummary;
use super::sampler::{Context, DAY, HOUR, MINUTE, Purpose, time};
use super::vocabulary::ANALYSTS;

/// The number of hosts with alerts.
const HOSTS: i64 = 50;

/// A technique of ATT&CK with its tactic, and a command line.
#[derive(Debug, Clone, Copy)]
struct Technique {
    tactic: [&'static str; 2],
    technique: [&'static str; 2],
    cmdline: &'static str,
}

impl Technique {
    const fn new(
        tactic: [&'static str; 2],
        technique: [&'static str; 2],
        cmdline: &'static str,
    ) -> Self {
        Self {
            tactic,
            technique,
            cmdline,
        }
    }
}

#[rustfmt::skip]
const TECHNIQUES: &[(Technique, u32)] = &[
    (Technique::new(["Execution", "TA0002"], ["PowerShell", "T1059.001"], "powershell.exe -File C:\\temp\\sample.ps1"), 30),
    (Technique::new(["Credential Access", "TA0006"], ["OS Credential Dumping", "T1003"], "sample-dump.exe --all"), 15),
    (Technique::new(["Persistence", "TA0003"], ["Scheduled Task", "T1053.005"], "schtasks.exe /create /tn sample"), 20),
    (Technique::new(["Defense Evasion", "TA0005"], ["Masquerading", "T1036"], "C:\\temp\\svchost.exe"), 20),
    (Technique::new(["Command and Control", "TA0011"], ["Web Protocols", "T1071.001"], "curl http://files.example.net/a"), 15),
];

/// Severities with their names.
#[rustfmt::skip]
const SEVERITIES: &[((i64, &str), u32)] = &[
    ((10, "Informational"), 25), ((30, "Low"), 30), ((50, "Medium"), 25), ((70, "High"), 15),
    ((90, "Critical"), 5),
];

const STATUSES: &[(&str, u32)] = &[
    ("new", 60),
    ("in_progress", 15),
    ("closed", 20),
    ("reopened", 5),
];

/// Returns the alert at `index`.
pub(super) fn alert(context: &Context, index: u64) -> Value {
    let sampler = &mut context.sampler(Purpose::Alert, index);
    let id = sampler.id();
    let host = HostSummary::new(context, sampler.between(0, HOSTS - 1) as u64);
    // Fixed for the first one, so that a few alerts already have a critical one.
    let (severity, severity_name) = match index {
        0 => (90, "Critical"),
        _ => sampler.weighted(SEVERITIES),
    };
    let Technique {
        tactic: [tactic, tactic_id],
        technique: [technique, technique_id],
        cmdline,
    } = sampler.weighted(TECHNIQUES);
    let status = sampler.weighted(STATUSES);
    let created = context.now - sampler.skewed_between(MINUTE, 60 * DAY);
    let updated = (created + sampler.between(0, 8 * HOUR)).min(context.now);
    let filename = cmdline.split(' ').next().unwrap_or_default();
    let filename = filename.rsplit('\\').next().unwrap_or_default();
    let analyst = sampler.maybe(40, |sampler| sampler.pick(ANALYSTS));
    let sha256 = format!("{}{}", sampler.id(), sampler.id());
    let device = json!({
        "agent_version": host.agent_version,
        "device_id": host.device_id,
        "external_ip": host.external_ip,
        "hostname": host.hostname,
        "last_seen": time(host.last_seen),
        "local_ip": host.local_ip,
        "os_version": host.os_version,
        "platform_name": host.platform_name,
        "product_type_desc": host.product_type,
        "tags": host.tags,
    });
    let behavior = json!({
        "cmdline": cmdline,
        "filename": filename,
        "process_id": format!("{}", sampler.between(1_000_000, 9_999_999)),
        "sha256": sha256,
        "user_name": host.user,
        "tactic": tactic,
        "tactic_id": tactic_id,
        "technique": technique,
        "technique_id": technique_id,
    });
    let mut alert = json!({
        "composite_id": format!("{}:ind:{}:{id}", context.cid, host.device_id),
        "id": format!("ind:{}:{id}", host.device_id),
        "aggregate_id": format!("aggind:{}:{}", host.device_id, &id[..16]),
        "agent_id": host.device_id,
        "cid": context.cid,
        "assigned_to_name": analyst.map(|(name, _)| name),
        "assigned_to_uid": analyst.map(|(_, uid)| uid),
        "confidence": sampler.between(5, 10) * 10,
        "crawled_timestamp": time(updated),
        "created_timestamp": time(created),
        "data_domains": ["Endpoint"],
        "description": format!("A process matched the technique {technique}."),
        "device": device,
        "display_name": technique,
        "email_sent": severity >= 70,
        "falcon_host_link": format!("https://falcon.example/detects/{id}"),
        "name": technique.replace(' ', ""),
        "objective": "Follow Through",
        "pattern_id": 10_000 + sampler.between(0, 400),
        "platform": host.platform_name,
        "product": sampler.weighted(&[("epp", 80), ("idp", 10), ("xdr", 10)]),
        "scenario": "suspicious_activity",
        "seconds_to_resolved": if status == "closed" { updated - created } else { 0 },
        "seconds_to_triaged": if status == "new" { 0 } else { (updated - created) / 2 },
        "severity": severity,
        "severity_name": severity_name,
        "show_in_ui": true,
        "source_products": ["Falcon Insight"],
        "source_vendors": ["CrowdStrike"],
        "status": status,
        "tags": host.tags,
        "timestamp": time(created),
        "type": "ldt",
        "updated_timestamp": time(updated),
    });
    if let (Some(members), Value::Object(behavior)) = (alert.as_object_mut(), behavior) {
        members.extend(behavior);
    }
    alert
}
