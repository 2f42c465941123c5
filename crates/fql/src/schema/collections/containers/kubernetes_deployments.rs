//! Kubernetes deployments.

crate::collection! {
    /// Kubernetes deployments.
    pub KubernetesDeployments "kubernetes-deployments" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_kubernetes_protection.py" {
        list "ReadDeploymentCombined" get "/container-security/combined/deployments/v1" documents
            limit 200 max 200 offset window 10000 sort unknown;
        other "ReadDeploymentCount" get "/container-security/aggregates/deployments/count/v1";
    }

    from "gofalcon falcon/client/kubernetes_protection/deployment_combined_parameters.go; \
          falconpy src/falconpy/_endpoint/_kubernetes_protection.py" {
        agent_id: text [exact];
        agent_type: text [exact];
        annotations_list: text [exact];
        cid: text [exact];
        cloud_account_id: text [exact];
        cloud_name: text [exact];
        cloud_region: text [exact];
        cloud_service: text [exact];
        cluster_id: text [exact];
        cluster_name: text [exact];
        deployment_id: text [exact];
        deployment_name: text [exact];
        deployment_status: text [exact];
        first_seen: timestamp candidate;
        kac_agent_id: text [exact];
        last_seen: timestamp candidate;
        namespace: text [exact];
        pod_count: integer single [exact];
        resource_status: text [exact];
    }
}
