//! Kubernetes enrichment lookups.

crate::collection! {
    /// Kubernetes enrichment lookups.
    pub KubernetesEnrichment "kubernetes-enrichment" sort "|";
    table advisory;
    operations
        "ReadClusterEnrichment", "ReadContainerEnrichment", "ReadDeploymentEnrichment",
        "ReadNodeEnrichment", "ReadPodEnrichment";

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
