//! Container image detections.

crate::collection! {
    /// Container image detections.
    ///
    /// Conflict: filter name severity, sort and answer name detection_severity.
    pub ContainerDetections "container-detections" sort "|";
    table advisory;
    id detection_id;
    operations from "falconpy src/falconpy/_endpoint/_container_detections.py" {
        list "ReadCombinedDetections" get "/container-security/combined/detections/v1" documents
            limit 100 max 100 offset window 10000 sort unknown;
        list "ReadDetections" get "/container-security/entities/detections/v1" documents limit 100 max 100
            offset window 10000;
        list "SearchDetections" get "/container-security/queries/detections/v1" ids limit 100 max 100 offset
            window 10000;
        other "ReadDetectionsCount" get "/container-security/aggregates/detections/count/v1";
        other "ReadDetectionsCountBySeverity"
            get "/container-security/aggregates/detections/count-by-severity/v1";
        other "ReadDetectionsCountByType" get "/container-security/aggregates/detections/count-by-type/v1";
    }

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
