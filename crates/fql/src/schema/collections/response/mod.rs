//! The collections of the feature `response`: Real Time Response, quarantine, scans, workflows, IT automation and reports.

pub mod forensics_collections;
pub mod forensics_collectors;
pub mod forensics_configurations;
pub mod forensics_templates;
pub mod it_automation_execution_host_status;
pub mod it_automation_scheduled_tasks;
pub mod it_automation_task_executions;
pub mod it_automation_task_groups;
pub mod it_automation_tasks;
pub mod it_automation_user_groups;
pub mod ods_malicious_files;
pub mod ods_scan_hosts;
pub mod ods_scans;
pub mod ods_scheduled_scans;
pub mod quarantine;
pub mod report_executions;
pub mod rtr_audit_sessions;
pub mod rtr_falcon_scripts;
pub mod rtr_put_files;
pub mod rtr_scripts;
pub mod rtr_sessions;
pub mod scheduled_reports;
pub mod workflow_activities;
pub mod workflow_activity_content;
pub mod workflow_child_executions;
pub mod workflow_definitions;
pub mod workflow_executions;
pub mod workflow_triggers;

use crate::schema::Table;

/// The tables, sorted by name.
pub(super) const TABLES: &[&Table] = &[
    &forensics_collections::TABLE,
    &forensics_collectors::TABLE,
    &forensics_configurations::TABLE,
    &forensics_templates::TABLE,
    &it_automation_execution_host_status::TABLE,
    &it_automation_scheduled_tasks::TABLE,
    &it_automation_task_executions::TABLE,
    &it_automation_task_groups::TABLE,
    &it_automation_tasks::TABLE,
    &it_automation_user_groups::TABLE,
    &ods_malicious_files::TABLE,
    &ods_scan_hosts::TABLE,
    &ods_scans::TABLE,
    &ods_scheduled_scans::TABLE,
    &quarantine::TABLE,
    &report_executions::TABLE,
    &rtr_audit_sessions::TABLE,
    &rtr_falcon_scripts::TABLE,
    &rtr_put_files::TABLE,
    &rtr_scripts::TABLE,
    &rtr_sessions::TABLE,
    &scheduled_reports::TABLE,
    &workflow_activities::TABLE,
    &workflow_activity_content::TABLE,
    &workflow_child_executions::TABLE,
    &workflow_definitions::TABLE,
    &workflow_executions::TABLE,
    &workflow_triggers::TABLE,
];
