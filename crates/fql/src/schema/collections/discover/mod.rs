//! The collections of the feature `discover`: discovered assets, accounts, applications and logins, and network scans.

pub mod discover_accounts;
pub mod discover_applications;
pub mod discover_hosts;
pub mod discover_iot_hosts;
pub mod discover_logins;
pub mod fem_subsidiaries;
pub mod netscan_networks;
pub mod netscan_scan_runs;
pub mod netscan_scanners;
pub mod netscan_scans;
pub mod netscan_templates;
pub mod netscan_zones;

use crate::schema::Table;

/// The tables, sorted by name.
pub(super) const TABLES: &[&Table] = &[
    &discover_accounts::TABLE,
    &discover_applications::TABLE,
    &discover_hosts::TABLE,
    &discover_iot_hosts::TABLE,
    &discover_logins::TABLE,
    &fem_subsidiaries::TABLE,
    &netscan_networks::TABLE,
    &netscan_scan_runs::TABLE,
    &netscan_scanners::TABLE,
    &netscan_scans::TABLE,
    &netscan_templates::TABLE,
    &netscan_zones::TABLE,
];
