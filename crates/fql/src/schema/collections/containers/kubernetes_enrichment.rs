//! Kubernetes enrichment lookups.

crate::collection! {
    /// Kubernetes enrichment lookups.
    pub KubernetesEnrichment "kubernetes-enrichment" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_kubernetes_protection.py" {
        other "ReadClusterEnrichment" get "/container-security/aggregates/enrichment/clusters/entities/v1"
            requires "cluster_id";
        other "ReadContainerEnrichment"
            get "/container-security/aggregates/enrichment/containers/entities/v1" requires "container_id";
        other "ReadDeploymentEnrichment"
            get "/container-security/aggregates/enrichment/deployments/entities/v1" requires "deployment_id";
        other "ReadNodeEnrichment" get "/container-security/aggregates/enrichment/nodes/entities/v1"
            requires "node_name";
        other "ReadPodEnrichment" get "/container-security/aggregates/enrichment/pods/entities/v1"
            requires "pod_id";
    }

    from "gofalcon falcon/client/kubernetes_protection/cluster_enrichment_parameters.go; \
          falconpy src/falconpy/_endpoint/_kubernetes_protection.py" {
        cloud_account_id: text [exact];
        cloud_name: text [exact];
        cloud_region: text [exact];
        cluster_id: text [exact];
        cluster_name: text [exact];
        last_seen: timestamp candidate;
        namespace: text [exact];
    }
}
