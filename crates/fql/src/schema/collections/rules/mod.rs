//! The collections of the feature `rules`: indicators, detection rules and exclusions.

pub mod certificate_exclusions;
pub mod correlation_rule_templates;
pub mod correlation_rules;
pub mod ioa_exclusions;
pub mod ioa_rule_groups;
pub mod ioa_rules;
pub mod iocs;
pub mod ml_exclusions;
pub mod sensor_visibility_exclusions;

use crate::schema::Table;

/// The tables, sorted by name.
pub(super) const TABLES: &[&Table] = &[
    &certificate_exclusions::TABLE,
    &correlation_rule_templates::TABLE,
    &correlation_rules::TABLE,
    &ioa_exclusions::TABLE,
    &ioa_rule_groups::TABLE,
    &ioa_rules::TABLE,
    &iocs::TABLE,
    &ml_exclusions::TABLE,
    &sensor_visibility_exclusions::TABLE,
];
