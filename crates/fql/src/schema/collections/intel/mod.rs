//! The collections of the feature `intel`: threat intelligence, Recon and file analysis.

pub mod falconx_reports;
pub mod falconx_submissions;
pub mod hunting_guides;
pub mod hunting_queries;
pub mod intel_actors;
pub mod intel_incidents;
pub mod intel_indicators;
pub mod intel_malware;
pub mod intel_reports;
pub mod intel_vulnerabilities;
pub mod intelligence_indicator_graph;
pub mod quick_scan;
pub mod quick_scan_pro;
pub mod recon_actions;
pub mod recon_exposed_data_records;
pub mod recon_notifications;
pub mod recon_rules;
pub mod tailored_intelligence_events;
pub mod tailored_intelligence_rules;

use crate::schema::Table;

/// The tables, sorted by name.
pub(super) const TABLES: &[&Table] = &[
    &falconx_reports::TABLE,
    &falconx_submissions::TABLE,
    &hunting_guides::TABLE,
    &hunting_queries::TABLE,
    &intel_actors::TABLE,
    &intel_incidents::TABLE,
    &intel_indicators::TABLE,
    &intel_malware::TABLE,
    &intel_reports::TABLE,
    &intel_vulnerabilities::TABLE,
    &intelligence_indicator_graph::TABLE,
    &quick_scan::TABLE,
    &quick_scan_pro::TABLE,
    &recon_actions::TABLE,
    &recon_exposed_data_records::TABLE,
    &recon_notifications::TABLE,
    &recon_rules::TABLE,
    &tailored_intelligence_events::TABLE,
    &tailored_intelligence_rules::TABLE,
];
