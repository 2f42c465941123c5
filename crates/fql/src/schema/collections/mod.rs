//! The collections of the API, one module each.
//!
//! A module has the type of the collection, its table `TABLE`, and a constant for each field:
#![cfg_attr(feature = "hosts", doc = "```")]
#![cfg_attr(not(feature = "hosts"), doc = "```ignore")]
//! use fql::collections::hosts::{self as host, Hosts};
//! use fql::{Filter, Timestamp};
//!
//! let stale: Filter<Hosts> =
//!     host::platform_name.eq("Windows") & host::last_seen.lt(Timestamp::days_ago(30));
//! assert_eq!(stale.as_str(), "platform_name:'Windows'+last_seen:<'now-30d'");
//!
//! // No source documents patterns for the version of the operating system.
//! let servers = stale & host::os_version.undocumented().starts_with("Windows Server");
//! # let _ = servers;
//! ```
//!
//! # Grades
//!
//! The table of [external assets](external_assets) is complete by its documentation. The other tables
//! combine public sources: the vendor's API definitions, client libraries, guides, tests and samples.
//! Each field names its sources, without line numbers, and each of its comparisons has a
//! [`Grade`](crate::table::Grade):
//!
//! | grade | typed fields | strings and `fql!` |
//! |---|---|---|
//! | documented, shown | compile | valid |
//! | unknown | compile after `.undocumented()` | a warning |
//! | denied | do not compile | an error with the reason; a warning if sources contradict |
//!
//! # Features
//!
//! The default build has external assets, [`sensors`], [`subsidiaries`] and [`any`](mod@any).
//! Each feature adds a family, and `all-collections` adds all:
//!
//! | feature | collections |
//! |---|---|
//! | `alerts` | alerts, incidents, cases |
//! | `cloud` | cloud security posture, cloud accounts |
//! | `containers` | containers, images, Kubernetes |
//! | `discover` | discovered hosts, accounts, applications and logins, network scans |
//! | `hosts` | hosts, host groups, sensor installers |
//! | `intel` | threat intelligence, Recon, file analysis |
//! | `platform` | users, tenants, Next-Gen SIEM, platform services |
//! | `policies` | policies, firewall, data protection, FileVantage |
//! | `response` | Real Time Response, quarantine, scans, workflows, IT automation, reports |
//! | `rules` | IOCs, detection rules, exclusions |
//! | `spotlight` | vulnerabilities, configuration assessments |

pub mod any;
pub mod external_assets;
pub mod sensors;
pub mod subsidiaries;

#[cfg(feature = "alerts")]
#[path = "alerts/mod.rs"]
mod alerts_family;
#[cfg(feature = "cloud")]
#[path = "cloud/mod.rs"]
mod cloud_family;
#[cfg(feature = "containers")]
#[path = "containers/mod.rs"]
mod containers_family;
#[cfg(feature = "discover")]
#[path = "discover/mod.rs"]
mod discover_family;
#[cfg(feature = "hosts")]
#[path = "hosts/mod.rs"]
mod hosts_family;
#[cfg(feature = "intel")]
#[path = "intel/mod.rs"]
mod intel_family;
#[cfg(feature = "platform")]
#[path = "platform/mod.rs"]
mod platform_family;
#[cfg(feature = "policies")]
#[path = "policies/mod.rs"]
mod policies_family;
#[cfg(feature = "response")]
#[path = "response/mod.rs"]
mod response_family;
#[cfg(feature = "rules")]
#[path = "rules/mod.rs"]
mod rules_family;
#[cfg(feature = "spotlight")]
#[path = "spotlight/mod.rs"]
mod spotlight_family;

#[cfg(feature = "alerts")]
pub use alerts_family::{
    alerts, behaviors, case_access_tags, case_fields, case_file_details, case_notification_groups,
    case_slas, case_templates, cases, crowdscores, detects_legacy, falcon_complete_dashboards,
    incidents, message_center_activities, message_center_cases,
};
#[cfg(feature = "cloud")]
pub use cloud_family::{
    agentless_scan_schedules, aspm_servicenow, aws_accounts_legacy, azure_issue_suppressions,
    azure_registration_issues, cloud_application_findings, cloud_compliance_by_account,
    cloud_compliance_controls, cloud_compliance_frameworks, cloud_compliance_posture, cloud_groups,
    cloud_insights, cloud_risks, cloud_rules, cloud_suppression_rules, cspm_assets,
    cspm_iom_detections_v2, cspm_ioms, gcp_registrations, iac_detections, oci_tenancies,
    saas_security, serverless_export_jobs, serverless_vulnerabilities, snapshot_deployments,
};
#[cfg(feature = "containers")]
pub use containers_family::{
    admission_control_policies, container_alerts, container_base_images, container_detections,
    container_export_jobs, container_image_compliance, container_images, container_images_by_state,
    container_packages, container_runtime_detections, container_vulnerabilities, drift_indicators,
    kubernetes_clusters, kubernetes_container_compliance, kubernetes_containers,
    kubernetes_deployments, kubernetes_enrichment, kubernetes_ioms, kubernetes_namespaces,
    kubernetes_nodes, kubernetes_pods, kubernetes_running_images, unidentified_containers,
};
#[cfg(feature = "discover")]
pub use discover_family::{
    discover_accounts, discover_applications, discover_hosts, discover_iot_hosts, discover_logins,
    fem_subsidiaries, netscan_networks, netscan_scan_runs, netscan_scanners, netscan_scans,
    netscan_templates, netscan_zones,
};
#[cfg(feature = "hosts")]
pub use hosts_family::{
    device_content_states, host_group_members, host_groups, host_migrations, hosts,
    identity_protection_sensors, installation_token_audit_events, installation_tokens, migrations,
    sensor_installers, sensor_usage, zero_trust_assessments,
};
#[cfg(feature = "intel")]
pub use intel_family::{
    falconx_reports, falconx_submissions, hunting_guides, hunting_queries, intel_actors,
    intel_incidents, intel_indicators, intel_malware, intel_reports, intel_vulnerabilities,
    intelligence_indicator_graph, quick_scan, quick_scan_pro, recon_actions,
    recon_exposed_data_records, recon_notifications, recon_rules, tailored_intelligence_events,
    tailored_intelligence_rules,
};
#[cfg(feature = "platform")]
pub use platform_family::{
    access_scopes, agentic_audit_events, agentic_knowledge_bases, api_integrations,
    custom_storage_objects, deployment_release_notes, deployment_releases, downloads,
    fdr_schema_events, fdr_schema_fields, mobile_enrollment, mssp_children, ngsiem_dashboards,
    ngsiem_data_connections, ngsiem_data_connectors, ngsiem_lookup_files, ngsiem_parsers,
    ngsiem_saved_queries, third_party_passkeys, user_groups, user_roles, users,
};
#[cfg(feature = "policies")]
pub use policies_family::{
    content_update_policies, data_protection_classifications, data_protection_cloud_applications,
    data_protection_content_patterns, data_protection_enterprise_accounts,
    data_protection_file_types, data_protection_labels, data_protection_local_application_groups,
    data_protection_local_applications, data_protection_policies, data_protection_web_locations,
    device_control_policies, filevantage_actions, filevantage_changes, filevantage_policies,
    firewall_events, firewall_network_locations, firewall_policies, firewall_policy_rules,
    firewall_rule_groups, firewall_rules, prevention_policies, response_policies,
    sensor_update_kernels, sensor_update_policies,
};
#[cfg(feature = "response")]
pub use response_family::{
    forensics_collections, forensics_collectors, forensics_configurations, forensics_templates,
    it_automation_execution_host_status, it_automation_scheduled_tasks,
    it_automation_task_executions, it_automation_task_groups, it_automation_tasks,
    it_automation_user_groups, ods_malicious_files, ods_scan_hosts, ods_scans, ods_scheduled_scans,
    quarantine, report_executions, rtr_audit_sessions, rtr_falcon_scripts, rtr_put_files,
    rtr_scripts, rtr_sessions, scheduled_reports, workflow_activities, workflow_activity_content,
    workflow_child_executions, workflow_definitions, workflow_executions, workflow_triggers,
};
#[cfg(feature = "rules")]
pub use rules_family::{
    certificate_exclusions, correlation_rule_templates, correlation_rules, ioa_exclusions,
    ioa_rule_groups, ioa_rules, iocs, ml_exclusions, sensor_visibility_exclusions,
};
#[cfg(feature = "spotlight")]
pub use spotlight_family::{
    configuration_assessment_rules, configuration_assessments, spotlight_evaluation_logic,
    spotlight_installed_patches, spotlight_remediations, spotlight_supported_evaluations,
    spotlight_vulnerabilities, spotlight_vulnerability_metadata,
};

use super::Table;

/// The families of collections that this build contains: the name of the feature, empty for those of every
/// build, and the tables.
///
/// A static, because each crate that uses a constant has its own copy of all tables.
static FAMILIES: &[(&str, &[&Table])] = &[
    (
        "",
        &[
            &external_assets::TABLE,
            &sensors::TABLE,
            &subsidiaries::TABLE,
        ],
    ),
    #[cfg(feature = "alerts")]
    ("alerts", alerts_family::TABLES),
    #[cfg(feature = "cloud")]
    ("cloud", cloud_family::TABLES),
    #[cfg(feature = "containers")]
    ("containers", containers_family::TABLES),
    #[cfg(feature = "discover")]
    ("discover", discover_family::TABLES),
    #[cfg(feature = "hosts")]
    ("hosts", hosts_family::TABLES),
    #[cfg(feature = "intel")]
    ("intel", intel_family::TABLES),
    #[cfg(feature = "platform")]
    ("platform", platform_family::TABLES),
    #[cfg(feature = "policies")]
    ("policies", policies_family::TABLES),
    #[cfg(feature = "response")]
    ("response", response_family::TABLES),
    #[cfg(feature = "rules")]
    ("rules", rules_family::TABLES),
    #[cfg(feature = "spotlight")]
    ("spotlight", spotlight_family::TABLES),
];

/// Returns the tables of all collections that this build contains, without
/// [`any`](mod@any), which has no fields of its own.
pub fn all() -> impl Iterator<Item = &'static Table> {
    families().flat_map(|(_, tables)| tables.iter().copied())
}

/// Returns the families of collections that this build contains: the name of the feature, empty for those
/// of every build, and the tables in the order of their names.
pub fn families() -> impl Iterator<Item = (&'static str, &'static [&'static Table])> {
    // Without this, the compiler unrolls the searches of names into a comparison for each table.
    std::hint::black_box(FAMILIES).iter().copied()
}

/// Returns the table of the collection with this name, such as `external-assets`, if this build contains
/// it.
#[must_use]
pub fn find(name: &str) -> Option<&'static Table> {
    all().chain([&any::TABLE]).find(|table| table.name == name)
}
