//! Kubernetes namespaces (count only).

crate::collection! {
    /// Kubernetes namespaces (count only).
    pub KubernetesNamespaces "kubernetes-namespaces" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_kubernetes_protection.py" {
        other "ReadNamespaceCount" get "/container-security/aggregates/namespaces/count/v1";
    }

    from "gofalcon falcon/client/kubernetes_protection/read_namespace_count_parameters.go; \
          falconpy src/falconpy/_endpoint/_kubernetes_protection.py" {
        agent_id: text [exact];
        agent_type: text [exact];
        annotations_list: any [exact];
        cid: text [exact];
        cloud_account_id: text [exact];
        cloud_name: text [exact];
        cloud_region: text [exact];
        cloud_service: text [exact];
        cluster_id: text [exact];
        cluster_name: text [exact];
        first_seen: timestamp candidate;
        kac_agent_id: text [exact];
        last_seen: timestamp candidate;
        namespace_id: text [exact];
        namespace_name: text [exact];
        resource_status: text [exact];
    }
}
