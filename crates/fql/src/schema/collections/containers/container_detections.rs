//! Container image detections.

crate::collection! {
    /// Container image detections.
    ///
    /// Conflict: filter name severity, sort and answer name detection_severity.
    pub ContainerDetections "container-detections" sort "|";
    table advisory;
    operations
        "ReadCombinedDetections", "ReadDetections", "SearchDetections",
        "ReadDetectionsCount", "ReadDetectionsCountBySeverity", "ReadDetectionsCountByType";

    from "gofalcon falcon/client/container_detections/read_combined_detections_parameters.go; \
          falconpy src/falconpy/_endpoint/_container_detections.py" {
        cid: text [exact];
        detection_type: text [exact, sort];
        image_digest: text [exact];
        image_registry: text [exact];
        image_repository: text [exact];
        image_tag: text [exact];
        severity: text [exact];
    }
}
