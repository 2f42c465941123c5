//! The collections of the feature `alerts`: alerts, incidents and cases.

pub mod alerts;
pub mod behaviors;
pub mod case_access_tags;
pub mod case_fields;
pub mod case_file_details;
pub mod case_notification_groups;
pub mod case_slas;
pub mod case_templates;
pub mod cases;
pub mod crowdscores;
pub mod detects_legacy;
pub mod falcon_complete_dashboards;
pub mod incidents;
pub mod message_center_activities;
pub mod message_center_cases;

use crate::schema::Table;

/// The tables, sorted by name.
pub(super) const TABLES: &[&Table] = &[
    &alerts::TABLE,
    &behaviors::TABLE,
    &case_access_tags::TABLE,
    &case_fields::TABLE,
    &case_file_details::TABLE,
    &case_notification_groups::TABLE,
    &case_slas::TABLE,
    &case_templates::TABLE,
    &cases::TABLE,
    &crowdscores::TABLE,
    &detects_legacy::TABLE,
    &falcon_complete_dashboards::TABLE,
    &incidents::TABLE,
    &message_center_activities::TABLE,
    &message_center_cases::TABLE,
];
