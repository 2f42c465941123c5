//! The collections of the feature `spotlight`: vulnerabilities and configuration assessments.

pub mod configuration_assessment_rules;
pub mod configuration_assessments;
pub mod spotlight_evaluation_logic;
pub mod spotlight_installed_patches;
pub mod spotlight_remediations;
pub mod spotlight_supported_evaluations;
pub mod spotlight_vulnerabilities;
pub mod spotlight_vulnerability_metadata;

use crate::schema::Table;

/// The tables, sorted by name.
pub(super) const TABLES: &[&Table] = &[
    &configuration_assessment_rules::TABLE,
    &configuration_assessments::TABLE,
    &spotlight_evaluation_logic::TABLE,
    &spotlight_installed_patches::TABLE,
    &spotlight_remediations::TABLE,
    &spotlight_supported_evaluations::TABLE,
    &spotlight_vulnerabilities::TABLE,
    &spotlight_vulnerability_metadata::TABLE,
];
