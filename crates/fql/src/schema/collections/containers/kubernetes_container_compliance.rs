//! Kubernetes and container compliance.

crate::collection! {
    /// Kubernetes and container compliance.
    pub KubernetesContainerCompliance "kubernetes-container-compliance" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_kubernetes_container_compliance.py" {
        other "AggregateAssessmentsGroupedByClustersV2" get "/container-compliance/aggregates/clusters/v2"
            limit 20 max 500 offset;
        other "AggregateComplianceByAssetType"
            get "/container-compliance/aggregates/compliance-by-asset-type/v2";
        other "AggregateComplianceByClusterType"
            get "/container-compliance/aggregates/compliance-by-cluster-type/v2";
        other "AggregateComplianceByFramework"
            get "/container-compliance/aggregates/compliance-by-framework/v2";
        other "AggregateFailedRulesByClustersV3"
            get "/container-compliance/aggregates/failed-rules-by-clusters/v3" limit 10 max 100;
        other "AggregateAssessmentsGroupedByRulesV2" get "/container-compliance/aggregates/rules/v2"
            limit 20 max 500 offset;
        other "AggregateTopFailedImages" get "/container-compliance/aggregates/top-failed-images/v2"
            limit 10 max 100;
        list "CombinedImagesFindings" get "/container-compliance/combined/findings-by-images/v2" documents
            limit 100 max 100 after;
        list "CombinedNodesFindings" get "/container-compliance/combined/findings-by-nodes/v2" documents
            limit 100 max 100 after;
    }

    from "gofalcon \
          falcon/client/kubernetes_container_compliance/combined_nodes_findings_parameters.go; \
          falconpy src/falconpy/_endpoint/_kubernetes_container_compliance.py" {
        aid: text [exact];
        node_id: text [exact];
        node_name: text [exact];
        node_type: text [exact];
    }

    from "gofalcon \
          falcon/client/kubernetes_container_compliance/aggregate_assessments_grouped_by_clusters_v2_parameters.go; \
          falconpy src/falconpy/_endpoint/_kubernetes_container_compliance.py; gofalcon \
          falcon/client/kubernetes_container_compliance/aggregate_compliance_by_asset_type_parameters.go" {
        cid: text [exact];
        cloud_info.cloud_account_id: text [exact];
        cloud_info.cloud_provider: text [exact];
        cloud_info.cloud_region: text [exact];
        cloud_info.cluster_id: text [exact];
        cloud_info.cluster_name: text [exact];
        cloud_info.cluster_type: text [exact];
        compliance_finding.framework_name: text [exact];
        compliance_finding.framework_name_version: text [exact];
        compliance_finding.framework_version: text [exact];
        compliance_finding.severity: any [exact];
    }

    from "gofalcon \
          falcon/client/kubernetes_container_compliance/combined_images_findings_parameters.go; \
          falconpy src/falconpy/_endpoint/_kubernetes_container_compliance.py" {
        cloud_info.namespace: text [exact];
        image_digest: text [exact];
        image_id: text [exact];
        image_registry: text [exact];
        image_repository: text [exact];
        image_tag: text [exact];
    }

    from "gofalcon \
          falcon/client/kubernetes_container_compliance/aggregate_compliance_by_asset_type_parameters.go; \
          falconpy src/falconpy/_endpoint/_kubernetes_container_compliance.py; gofalcon \
          falcon/client/kubernetes_container_compliance/aggregate_compliance_by_cluster_type_parameters.go" {
        compliance_finding.asset_type: text [exact];
    }

    from "gofalcon \
          falcon/client/kubernetes_container_compliance/combined_images_findings_parameters.go; \
          falconpy src/falconpy/_endpoint/_kubernetes_container_compliance.py; gofalcon \
          falcon/client/kubernetes_container_compliance/combined_nodes_findings_parameters.go" {
        compliance_finding.asset_uid: text [exact];
    }

    from "gofalcon \
          falcon/client/kubernetes_container_compliance/aggregate_assessments_grouped_by_rules_v2_parameters.go; \
          falconpy src/falconpy/_endpoint/_kubernetes_container_compliance.py; gofalcon \
          falcon/client/kubernetes_container_compliance/combined_images_findings_parameters.go" {
        compliance_finding.id: text [exact];
        compliance_finding.status: text [exact];
    }
}
