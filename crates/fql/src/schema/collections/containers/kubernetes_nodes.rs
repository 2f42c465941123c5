//! Kubernetes nodes.

crate::collection! {
    /// Kubernetes nodes.
    ///
    /// Conflict: falconpy glues image_digest and ipv4 together; gofalcon lists both.
    pub KubernetesNodes "kubernetes-nodes" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_kubernetes_protection.py" {
        list "ReadNodeCombined" get "/container-security/combined/nodes/v1" documents limit 200 max 200
            offset window 10000 sort unknown;
        other "ReadNodeCount" get "/container-security/aggregates/nodes/count/v1";
        other "ReadNodesByCloudCount" get "/container-security/aggregates/nodes/count-by-cloud/v1";
        other "ReadNodesByContainerEngineVersionCount"
            get "/container-security/aggregates/nodes/count-by-container-engine-version/v1";
        other "ReadNodesByDateRangeCount" get "/container-security/aggregates/nodes/count-by-date/v1";
    }

    from "gofalcon falcon/client/kubernetes_protection/node_combined_parameters.go; falconpy \
          src/falconpy/_endpoint/_kubernetes_protection.py" {
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
        container_count: integer single [exact];
        container_runtime_version: text [exact];
        first_seen: timestamp candidate;
        kac_agent_id: text [exact];
        last_seen: timestamp candidate;
        linux_sensor_coverage: boolean single [exact];
        node_name: text [exact];
        node_uid: text [exact];
        pod_count: integer single [exact];
        resource_status: text [exact];
    }

    from "gofalcon falcon/client/kubernetes_protection/node_combined_parameters.go" {
        image_digest: text [exact];
        ipv4: ip single [exact];
    }
}
