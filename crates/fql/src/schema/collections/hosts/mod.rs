//! The collections of the feature `hosts`: hosts, sensors, host groups and installers.

pub mod device_content_states;
pub mod host_group_members;
pub mod host_groups;
pub mod host_migrations;
pub mod hosts;
pub mod identity_protection_sensors;
pub mod installation_token_audit_events;
pub mod installation_tokens;
pub mod migrations;
pub mod sensor_installers;
pub mod sensor_usage;
pub mod zero_trust_assessments;

use crate::schema::Table;

/// The tables, sorted by name.
pub(super) const TABLES: &[&Table] = &[
    &device_content_states::TABLE,
    &host_group_members::TABLE,
    &host_groups::TABLE,
    &host_migrations::TABLE,
    &hosts::TABLE,
    &identity_protection_sensors::TABLE,
    &installation_token_audit_events::TABLE,
    &installation_tokens::TABLE,
    &migrations::TABLE,
    &sensor_installers::TABLE,
    &sensor_usage::TABLE,
    &zero_trust_assessments::TABLE,
];
