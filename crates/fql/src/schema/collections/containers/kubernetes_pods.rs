//! Kubernetes pods.

crate::collection! {
    /// Kubernetes pods.
    ///
    /// Conflict: falconpy glues pod_id and pod_name together; gofalcon lists both.
    ///
    /// Conflict: container_count:\>'0' sends a number quoted (kube_map.py).
    pub KubernetesPods "kubernetes-pods" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_kubernetes_protection.py" {
        list "ReadPodCombined" get "/container-security/combined/pods/v1" documents limit 200 max 200 offset
            window 10000 sort unknown;
        other "ReadPodCount" get "/container-security/aggregates/pods/count/v1";
    }
    further operations from "falconpy src/falconpy/_endpoint/_kubernetes_protection.py" {
        aggregate "PostAggregatesPods" post "/container-security/aggregates/pods/v1" list;
    }

    from "gofalcon falcon/client/kubernetes_protection/pod_combined_parameters.go; falconpy \
          src/falconpy/_endpoint/_kubernetes_protection.py" {
        agent_id: text [exact];
        agent_type: text [exact];
        allow_privilege_escalation: boolean single [exact];
        annotations_list: text [exact];
        app_name: text [exact];
        cid: text [exact];
        cloud_account_id: text [exact];
        cloud_name: text [exact];
        cloud_region: text [exact];
        cloud_service: text [exact];
        cluster_id: text [exact];
        cluster_name: text [exact];
        container_count: integer single [exact, shown range];
        first_seen: timestamp candidate;
        ipv4: ip single [exact];
        ipv6: ip single [exact];
        kac_agent_id: text [exact];
        labels: text [exact];
        last_seen: timestamp candidate;
        namespace: text [exact];
        node_name: text [exact];
        node_uid: text [exact];
        owner_id: text [exact];
        owner_type: text [exact];
        pod_external_id: text [exact];
        port: any [exact];
        privileged: boolean single [exact];
        resource_status: text [exact];
        root_write_access: boolean single [exact];
        run_as_root_group: boolean single [exact];
        run_as_root_user: boolean single [exact];
    }

    from "gofalcon falcon/client/kubernetes_protection/pod_combined_parameters.go" {
        pod_id: text [exact];
        pod_name: text [exact];
    }
}
