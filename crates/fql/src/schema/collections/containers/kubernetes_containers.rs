//! Kubernetes containers.

crate::collection! {
    /// Kubernetes containers.
    ///
    /// Wildcards: field:*'app-*' (cloud.py).
    ///
    /// Forms: booleans unquoted in guide and live test; quoted in falconpy
    /// samples/containers/kube_map.py.
    ///
    /// Conflict: running_status: guide and live running_status:true; falconpy
    /// samples/containers/kube_map.py send it quoted, once with a space after the colon.
    ///
    /// Conflict: container_count:\>'0' quoted number on pods (kube_map.py) versus
    /// image_vulnerability_count:\>0 unquoted.
    ///
    /// Conflict: falcon-mcp modules/cloud.py examples cloud:'AWS' and cloud:'Azure' use a field
    /// that no list has (cloud_name).
    ///
    /// Conflict: port: guide String; labels: map in the answer, filter spelling of a label not
    /// stated.
    ///
    /// Conflict: GroupContainersByManaged lacks agent_type and package_name_version.
    ///
    /// Conflict: running_status:'true' (quoted) returned both true and false rows (falconpy issue
    /// 1358, 2025-07); a maintainer found it correct in 2026-04 (same issue).
    pub KubernetesContainers "kubernetes-containers" sort "|";
    table advisory;
    patterns [operator] from "falcon-mcp falcon_mcp/resources/cloud.py";
    operations from "falconpy src/falconpy/_endpoint/_kubernetes_protection.py" {
        list "ReadContainerCombined" get "/container-security/combined/containers/v1" documents
            limit 200 max 200 offset window 10000 sort unknown;
        other "ReadContainersByDateRangeCount"
            get "/container-security/aggregates/containers/count-by-date/v1";
        other "ReadContainerCountByRegistry"
            get "/container-security/aggregates/containers/count-by-registry/v1" accepts "under_assessment";
        other "ReadVulnerableContainerImageCount"
            get "/container-security/aggregates/containers/count-vulnerable-images/v1";
        other "ReadContainerCount" get "/container-security/aggregates/containers/count/v1";
        other "FindContainersByContainerRunTimeVersion"
            get "/container-security/aggregates/containers/find-by-runtimeversion/v1" limit 200 max 200
            offset window 10000;
        other "GroupContainersByManaged" get "/container-security/aggregates/containers/group-by-managed/v1";
        other "ReadContainerImageDetectionsCountByDate"
            get "/container-security/aggregates/containers/image-detections-count-by-date/v1";
        other "ReadContainersSensorCoverage"
            get "/container-security/aggregates/containers/sensor-coverage/v1";
        other "ReadContainerVulnerabilitiesBySeverityCount"
            get "/container-security/aggregates/containers/vulnerability-count-by-severity/v1";
        other "ReadDistinctContainerImageCount"
            get "/container-security/aggregates/images/count-by-distinct/v1";
        other "ReadContainerImagesByMostUsed" get "/container-security/aggregates/images/most-used/v1";
    }

    from "gofalcon falcon/client/kubernetes_protection/container_combined_parameters.go; \
          falconpy src/falconpy/_endpoint/_kubernetes_protection.py; falcon-mcp \
          falcon_mcp/resources/cloud.py" {
        agent_id: text [exact];
        agent_type: text [exact];
        ai_related: boolean [exact];
        cloud_account_id: text [exact];
        cluster_id: text [exact];
        container_id: text [exact];
        cve_id: text [exact];
        detection_name: text [exact];
        image_detection_count: integer single [exact];
        image_digest: text [exact];
        image_has_been_assessed: boolean [exact];
        image_id: text [exact];
        image_registry: text [exact];
        image_repository: text [exact];
        image_tag: text [exact];
        insecure_mount_source: text [exact];
        insecure_mount_type: text [exact];
        insecure_propagation_mode: boolean [exact];
        interactive_mode: boolean [exact];
        ipv4: ip [exact];
        ipv6: ip [exact];
        node_name: text [exact];
        node_uid: text [exact];
        pod_id: text [exact];
        pod_name: text [exact];
        root_write_access: boolean [exact];
        run_as_root_group: boolean [exact];
        run_as_root_user: boolean [exact];
    }

    from "gofalcon falcon/client/kubernetes_protection/container_combined_parameters.go; \
          falconpy src/falconpy/_endpoint/_kubernetes_protection.py" {
        allow_privilege_escalation: boolean single [exact];
        app_name: text [exact];
        cid: text [exact];
        cloud_instance_id: text [exact];
        cloud_service: text [exact];
        container_image_id: text [exact];
        kac_agent_id: text [exact];
        /// Map in the answer (labels_list is the array); how a label is written in a filter is not
        /// stated.
        labels: text [exact];
        package_name_version: text [exact];
    }

    from "gofalcon falcon/client/kubernetes_protection/container_combined_parameters.go; \
          falconpy src/falconpy/_endpoint/_kubernetes_protection.py; falcon-mcp \
          falcon_mcp/resources/cloud.py; falcon-mcp falcon_mcp/modules/cloud.py" {
        cloud_name: text [exact, shown list, sort];
        cloud_region: text [exact, sort];
        cluster_name: text [exact, sort];
        container_name: text [exact, shown wildcard, sort];
        first_seen: timestamp [exact, sort];
        image_vulnerability_count: integer single [exact, shown range, sort];
        last_seen: timestamp [exact, shown range, sort];
        namespace: text [exact, sort];
        running_status: boolean [exact, sort];
    }

    from "gofalcon falcon/client/kubernetes_protection/container_combined_parameters.go; \
          falcon-mcp falcon_mcp/resources/cloud.py" {
        port: text [exact];
        privileged: boolean [exact];
    }
}
