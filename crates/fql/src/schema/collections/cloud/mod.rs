//! The collections of the feature `cloud`: cloud security posture and cloud accounts.

pub mod agentless_scan_schedules;
pub mod aspm_servicenow;
pub mod aws_accounts_legacy;
pub mod azure_issue_suppressions;
pub mod azure_registration_issues;
pub mod cloud_application_findings;
pub mod cloud_compliance_by_account;
pub mod cloud_compliance_controls;
pub mod cloud_compliance_frameworks;
pub mod cloud_compliance_posture;
pub mod cloud_groups;
pub mod cloud_insights;
pub mod cloud_risks;
pub mod cloud_rules;
pub mod cloud_suppression_rules;
pub mod cspm_assets;
pub mod cspm_iom_detections_v2;
pub mod cspm_ioms;
pub mod gcp_registrations;
pub mod iac_detections;
pub mod oci_tenancies;
pub mod saas_security;
pub mod serverless_export_jobs;
pub mod serverless_vulnerabilities;
pub mod snapshot_deployments;

use crate::schema::Table;

/// The tables, sorted by name.
pub(super) const TABLES: &[&Table] = &[
    &agentless_scan_schedules::TABLE,
    &aspm_servicenow::TABLE,
    &aws_accounts_legacy::TABLE,
    &azure_issue_suppressions::TABLE,
    &azure_registration_issues::TABLE,
    &cloud_application_findings::TABLE,
    &cloud_compliance_by_account::TABLE,
    &cloud_compliance_controls::TABLE,
    &cloud_compliance_frameworks::TABLE,
    &cloud_compliance_posture::TABLE,
    &cloud_groups::TABLE,
    &cloud_insights::TABLE,
    &cloud_risks::TABLE,
    &cloud_rules::TABLE,
    &cloud_suppression_rules::TABLE,
    &cspm_assets::TABLE,
    &cspm_iom_detections_v2::TABLE,
    &cspm_ioms::TABLE,
    &gcp_registrations::TABLE,
    &iac_detections::TABLE,
    &oci_tenancies::TABLE,
    &saas_security::TABLE,
    &serverless_export_jobs::TABLE,
    &serverless_vulnerabilities::TABLE,
    &snapshot_deployments::TABLE,
];
