//! Kubernetes IOMs.

crate::collection! {
    /// Kubernetes IOMs.
    ///
    /// Conflict: created_timestamp and detect_timestamp belong to the two counting calls only.
    ///
    /// Conflict: containers_impacted_count is a string in the answer.
    pub KubernetesIoms "kubernetes-ioms" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_kubernetes_protection.py" {
        list "SearchAndReadKubernetesIomEntities" get "/container-security/combined/kubernetes-ioms/v1"
            documents limit 100 max 100 offset window 10000 sort unknown;
        list "SearchKubernetesIoms" get "/container-security/queries/kubernetes-ioms/v1" ids
            limit 100 max 100 offset window 10000 sort unknown;
        other "PostSearchKubernetesIOMEntities" post "/container-security/combined/kubernetes-ioms/search/v1"
            limit 100 max 500;
        other "ReadKubernetesIomCount" get "/container-security/aggregates/kubernetes-ioms/count/v1";
        other "ReadKubernetesIomByDateRange"
            get "/container-security/aggregates/kubernetes-ioms/count-by-date/v1";
    }
    further operations from "falconpy src/falconpy/_endpoint/_kubernetes_protection.py" {
        details "ReadKubernetesIomEntities" get "/container-security/entities/kubernetes-ioms/v1"
            query ids max 100;
    }

    from "gofalcon \
          falcon/client/kubernetes_protection/kubernetes_iom_entities_combined_parameters.go; \
          falconpy src/falconpy/_endpoint/_kubernetes_protection.py; gofalcon \
          falcon/client/kubernetes_protection/kubernetes_iom_count_parameters.go" {
        cid: text [exact];
        prevented: text [exact];
    }

    from "gofalcon \
          falcon/client/kubernetes_protection/kubernetes_iom_entities_combined_parameters.go; \
          falconpy src/falconpy/_endpoint/_kubernetes_protection.py" {
        cis_id: text [exact];
        cluster_id: text [exact];
        cluster_name: text [exact];
        containers_impacted_ai_related: boolean single [exact];
        containers_impacted_count: text [exact];
        containers_impacted_ids: text [exact];
        detection_type: text [exact];
        name: text [exact];
        namespace: text [exact];
        resource_id: text [exact];
        resource_name: text [exact];
    }

    from "gofalcon \
          falcon/client/kubernetes_protection/kubernetes_iom_entities_combined_parameters.go" {
        cloud_service: text [exact];
        resource_type: text [exact];
    }

    from "gofalcon falcon/client/kubernetes_protection/kubernetes_iom_count_parameters.go; \
          falconpy src/falconpy/_endpoint/_kubernetes_protection.py" {
        created_timestamp: timestamp candidate;
        detect_timestamp: timestamp candidate;
    }

    from "gofalcon \
          falcon/client/kubernetes_protection/kubernetes_iom_entities_combined_parameters.go; \
          gofalcon falcon/client/kubernetes_protection/kubernetes_iom_count_parameters.go; \
          falconpy src/falconpy/_endpoint/_kubernetes_protection.py" {
        severity: text [exact];
    }
}
