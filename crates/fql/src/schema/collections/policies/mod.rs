//! The collections of the feature `policies`: policies, firewall, data protection and FileVantage.

pub mod content_update_policies;
pub mod data_protection_classifications;
pub mod data_protection_cloud_applications;
pub mod data_protection_content_patterns;
pub mod data_protection_enterprise_accounts;
pub mod data_protection_file_types;
pub mod data_protection_labels;
pub mod data_protection_local_application_groups;
pub mod data_protection_local_applications;
pub mod data_protection_policies;
pub mod data_protection_web_locations;
pub mod device_control_policies;
pub mod filevantage_actions;
pub mod filevantage_changes;
pub mod filevantage_policies;
pub mod firewall_events;
pub mod firewall_network_locations;
pub mod firewall_policies;
pub mod firewall_policy_rules;
pub mod firewall_rule_groups;
pub mod firewall_rules;
pub mod prevention_policies;
pub mod response_policies;
pub mod sensor_update_kernels;
pub mod sensor_update_policies;

use crate::schema::Table;

/// The tables, sorted by name.
pub(super) const TABLES: &[&Table] = &[
    &content_update_policies::TABLE,
    &data_protection_classifications::TABLE,
    &data_protection_cloud_applications::TABLE,
    &data_protection_content_patterns::TABLE,
    &data_protection_enterprise_accounts::TABLE,
    &data_protection_file_types::TABLE,
    &data_protection_labels::TABLE,
    &data_protection_local_application_groups::TABLE,
    &data_protection_local_applications::TABLE,
    &data_protection_policies::TABLE,
    &data_protection_web_locations::TABLE,
    &device_control_policies::TABLE,
    &filevantage_actions::TABLE,
    &filevantage_changes::TABLE,
    &filevantage_policies::TABLE,
    &firewall_events::TABLE,
    &firewall_network_locations::TABLE,
    &firewall_policies::TABLE,
    &firewall_policy_rules::TABLE,
    &firewall_rule_groups::TABLE,
    &firewall_rules::TABLE,
    &prevention_policies::TABLE,
    &response_policies::TABLE,
    &sensor_update_kernels::TABLE,
    &sensor_update_policies::TABLE,
];
