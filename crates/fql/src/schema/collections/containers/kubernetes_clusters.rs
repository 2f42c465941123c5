//! Kubernetes clusters.

crate::collection! {
    /// Kubernetes clusters.
    ///
    /// Conflict: tags is a map in the answer; how a tag is written in a filter is not stated.
    pub KubernetesClusters "kubernetes-clusters" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_kubernetes_protection.py" {
        list "ReadClusterCombined" get "/container-security/combined/clusters/v1" documents limit 200 max 200
            offset window 10000 sort unknown;
        list "ReadClusterCombinedV2" get "/container-security/combined/clusters/v2" documents
            limit 200 max 200 offset window 10000 sort unknown accepts "include_counts";
        other "ReadClusterCount" get "/container-security/aggregates/clusters/count/v1";
        other "ReadClustersByStatusCount" get "/container-security/aggregates/clusters/count-by-status/v1";
        other "ReadClustersByKubernetesVersionCount"
            get "/container-security/aggregates/clusters/count-by-kubernetes-version/v1";
    }

    from "gofalcon falcon/client/kubernetes_protection/read_cluster_combined_v2_parameters.go; \
          falconpy src/falconpy/_endpoint/_kubernetes_protection.py" {
        access: text [exact];
        agent_id: text [exact];
        agent_status: text [exact];
        agent_type: text [exact];
        cid: text [exact];
        cloud_account_id: text [exact];
        cloud_name: text [exact];
        cloud_region: text [exact];
        cloud_service: text [exact];
        cluster_id: text [exact];
        cluster_name: text [exact];
        cluster_status: text [exact];
        container_count: integer single [exact];
        iar_coverage: boolean single [exact];
        kac_agent_id: text [exact];
        kubernetes_version: text [exact];
        last_seen: timestamp candidate;
        management_status: text [exact];
        namespace: text [exact];
        node_count: integer single [exact];
        pod_count: integer single [exact];
        pod_name: text [exact];
        tags: text [exact];
    }
}
