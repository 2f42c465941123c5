//! Unidentified containers.

crate::collection! {
    /// Unidentified containers.
    ///
    /// Conflict: counts are strings in the answer model.
    pub UnidentifiedContainers "unidentified-containers" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_unidentified_containers.py" {
        list "SearchAndReadUnidentifiedContainers"
            get "/container-security/combined/unidentified-containers/v1" documents limit 100 max 100 offset
            window 10000 sort unknown;
        other "ReadUnidentifiedContainersCount"
            get "/container-security/aggregates/unidentified-containers/count/v1";
        other "ReadUnidentifiedContainersByDateRangeCount"
            get "/container-security/aggregates/unidentified-containers/count-by-date/v1";
    }

    from "gofalcon falcon/client/unidentified_containers/search_parameters.go; falconpy \
          src/falconpy/_endpoint/_unidentified_containers.py" {
        assessed_images_count: text [exact];
        cid: text [exact];
        cloud_account_id: text [exact];
        cloud_name: text [exact];
        cloud_region: text [exact];
        cluster_id: text [exact];
        cluster_name: text [exact];
        containers_impacted_count: text [exact];
        detections_count: text [exact];
        image_assessment_detections_count: text [exact];
        last_seen: timestamp candidate;
        namespace: text [exact];
        node_name: text [exact];
        severity: text [exact];
        unassessed_images_count: text [exact];
        visible_to_k8s: text [exact];
    }
}
