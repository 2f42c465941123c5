//! The collections of the feature `platform`: users, tenants, Next-Gen SIEM and platform services.

pub mod access_scopes;
pub mod agentic_audit_events;
pub mod agentic_knowledge_bases;
pub mod api_integrations;
pub mod custom_storage_objects;
pub mod deployment_release_notes;
pub mod deployment_releases;
pub mod downloads;
pub mod fdr_schema_events;
pub mod fdr_schema_fields;
pub mod mobile_enrollment;
pub mod mssp_children;
pub mod ngsiem_dashboards;
pub mod ngsiem_data_connections;
pub mod ngsiem_data_connectors;
pub mod ngsiem_lookup_files;
pub mod ngsiem_parsers;
pub mod ngsiem_saved_queries;
pub mod third_party_passkeys;
pub mod user_groups;
pub mod user_roles;
pub mod users;

use crate::schema::Table;

/// The tables, sorted by name.
pub(super) const TABLES: &[&Table] = &[
    &access_scopes::TABLE,
    &agentic_audit_events::TABLE,
    &agentic_knowledge_bases::TABLE,
    &api_integrations::TABLE,
    &custom_storage_objects::TABLE,
    &deployment_release_notes::TABLE,
    &deployment_releases::TABLE,
    &downloads::TABLE,
    &fdr_schema_events::TABLE,
    &fdr_schema_fields::TABLE,
    &mobile_enrollment::TABLE,
    &mssp_children::TABLE,
    &ngsiem_dashboards::TABLE,
    &ngsiem_data_connections::TABLE,
    &ngsiem_data_connectors::TABLE,
    &ngsiem_lookup_files::TABLE,
    &ngsiem_parsers::TABLE,
    &ngsiem_saved_queries::TABLE,
    &third_party_passkeys::TABLE,
    &user_groups::TABLE,
    &user_roles::TABLE,
    &users::TABLE,
];
