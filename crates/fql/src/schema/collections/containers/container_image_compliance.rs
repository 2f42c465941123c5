//! Container image compliance (CIS).

crate::collection! {
    /// Container image compliance (CIS).
    pub ContainerImageCompliance "container-image-compliance" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_container_image_compliance.py" {
        other "extAggregateClusterAssessments"
            get "/container-compliance/aggregates/compliance-by-clusters/v2";
        other "extAggregateImageAssessments" get "/container-compliance/aggregates/compliance-by-images/v2"
            after;
        other "extAggregateRulesAssessments" get "/container-compliance/aggregates/compliance-by-rules/v2";
        other "extAggregateFailedContainersByRulesPath"
            get "/container-compliance/aggregates/failed-containers-by-rules/v2";
        other "extAggregateFailedContainersCountBySeverity"
            get "/container-compliance/aggregates/failed-containers-count-by-severity/v2";
        other "extAggregateFailedImagesByRulesPath"
            get "/container-compliance/aggregates/failed-images-by-rules/v2";
        other "extAggregateFailedImagesCountBySeverity"
            get "/container-compliance/aggregates/failed-images-count-by-severity/v2";
        other "extAggregateFailedRulesByClusters"
            get "/container-compliance/aggregates/failed-rules-by-clusters/v2";
        other "extAggregateFailedRulesByImages"
            get "/container-compliance/aggregates/failed-rules-by-images/v2";
        other "extAggregateFailedRulesCountBySeverity"
            get "/container-compliance/aggregates/failed-rules-count-by-severity/v2";
        other "extAggregateRulesByStatus" get "/container-compliance/aggregates/rules-by-status/v2";
    }

    from "gofalcon \
          falcon/client/container_image_compliance/ext_aggregate_image_assessments_parameters.go; \
          falconpy src/falconpy/_endpoint/_container_image_compliance.py; gofalcon \
          falcon/client/container_image_compliance/ext_aggregate_failed_rules_by_clusters_parameters.go" {
        asset_type: text [exact] values ["container", "image", ..];
    }

    from "gofalcon \
          falcon/client/container_image_compliance/ext_aggregate_cluster_assessments_parameters.go; \
          falconpy src/falconpy/_endpoint/_container_image_compliance.py; gofalcon \
          falcon/client/container_image_compliance/ext_aggregate_image_assessments_parameters.go" {
        cid: text [exact];
        cloud_info.cloud_account_id: text [exact];
        cloud_info.cloud_provider: text [exact];
        cloud_info.cloud_region: text [exact];
        cloud_info.cluster_name: text [exact];
        cloud_info.namespace: text [exact];
        compliance_finding.framework: text [exact] values ["CIS", ..];
    }

    from "gofalcon \
          falcon/client/container_image_compliance/ext_aggregate_image_assessments_parameters.go; \
          falconpy src/falconpy/_endpoint/_container_image_compliance.py; gofalcon \
          falcon/client/container_image_compliance/ext_aggregate_rules_assessments_parameters.go" {
        compliance_finding.id: text [exact];
        compliance_finding.name: text [exact];
        compliance_finding.severity: integer [exact] values ["1", "2", "3", "4", ..];
        image_digest: text [exact];
        image_id: text [exact];
        image_registry: text [exact];
        image_repository: text [exact];
        image_tag: text [exact];
    }

    from "gofalcon \
          falcon/client/container_image_compliance/ext_aggregate_rules_by_status_parameters.go; \
          falconpy src/falconpy/_endpoint/_container_image_compliance.py" {
        container_id: text [exact];
        container_name: text [exact];
    }
}
