//! The collections of the feature `containers`: containers and Kubernetes.

pub mod admission_control_policies;
pub mod container_alerts;
pub mod container_base_images;
pub mod container_detections;
pub mod container_export_jobs;
pub mod container_image_compliance;
pub mod container_images;
pub mod container_images_by_state;
pub mod container_packages;
pub mod container_runtime_detections;
pub mod container_vulnerabilities;
pub mod drift_indicators;
pub mod kubernetes_clusters;
pub mod kubernetes_container_compliance;
pub mod kubernetes_containers;
pub mod kubernetes_deployments;
pub mod kubernetes_enrichment;
pub mod kubernetes_ioms;
pub mod kubernetes_namespaces;
pub mod kubernetes_nodes;
pub mod kubernetes_pods;
pub mod kubernetes_running_images;
pub mod unidentified_containers;

use crate::schema::Table;

/// The tables, sorted by name.
pub(super) const TABLES: &[&Table] = &[
    &admission_control_policies::TABLE,
    &container_alerts::TABLE,
    &container_base_images::TABLE,
    &container_detections::TABLE,
    &container_export_jobs::TABLE,
    &container_image_compliance::TABLE,
    &container_images::TABLE,
    &container_images_by_state::TABLE,
    &container_packages::TABLE,
    &container_runtime_detections::TABLE,
    &container_vulnerabilities::TABLE,
    &drift_indicators::TABLE,
    &kubernetes_clusters::TABLE,
    &kubernetes_container_compliance::TABLE,
    &kubernetes_containers::TABLE,
    &kubernetes_deployments::TABLE,
    &kubernetes_enrichment::TABLE,
    &kubernetes_ioms::TABLE,
    &kubernetes_namespaces::TABLE,
    &kubernetes_nodes::TABLE,
    &kubernetes_pods::TABLE,
    &kubernetes_running_images::TABLE,
    &unidentified_containers::TABLE,
];
