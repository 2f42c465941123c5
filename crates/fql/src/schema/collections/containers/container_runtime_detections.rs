//! Container runtime detections.

crate::collection! {
    /// Container runtime detections.
    ///
    /// Conflict: name: the answer has detection_name as an array.
    pub ContainerRuntimeDetections "container-runtime-detections" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_container_detections.py" {
        list "GetRuntimeDetectionsCombinedV2" get "/container-security/combined/runtime-detections/v2"
            documents limit 100 max 100 offset window 10000 sort unknown;
    }

    from "gofalcon \
          falcon/client/runtime_detections/get_runtime_detections_combined_v2_parameters.go; \
          falconpy src/falconpy/_endpoint/_container_detections.py" {
        agent_type: text [exact];
        aid: text [exact];
        cid: text [exact];
        cloud: text [exact];
        cloud_name: text [exact];
        cluster_name: text [exact];
        computer_name: text [exact];
        container_id: text [exact];
        detect_timestamp: timestamp candidate;
        host_id: text [exact];
        host_type: text [exact];
        image_id: text [exact];
        name: text [exact];
        namespace: text [exact];
        pod_name: text [exact];
        severity: text [exact];
    }
}
