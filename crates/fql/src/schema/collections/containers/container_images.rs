//! Container images (image assessment).

crate::collection! {
    /// Container images (image assessment).
    ///
    /// Conflict: the calls of this family take different subsets; see operations on each field.
    ///
    /// Conflict: falconpy glues repository+source and package_name_version+registry; gofalcon is
    /// clean.
    ///
    /// Conflict: container_running_status: boolean in the sibling guide; running|stopped in
    /// filter_hints (image vulnerabilities).
    pub ContainerImages "container-images" sort "|";
    table advisory;
    operations
        "CombinedImageDetail", "ReadCombinedImagesExport", "GetCombinedImages",
        "AggregateImageCount", "AggregateImageCountByBaseOS", "AggregateImageCountByState",
        "CombinedImageByVulnerabilityCount", "AggregateImageAssessmentHistory";

    from "gofalcon falcon/client/container_images/read_combined_images_export_parameters.go; \
          falconpy src/falconpy/_endpoint/_container_images.py; gofalcon \
          falcon/client/container_images/get_combined_images_parameters.go" {
        ai_related: boolean single [exact];
        container_id: text [exact];
        container_running_status: boolean [exact];
        cve_id: text [exact];
        detection_name: text [exact];
        detection_severity: text [exact];
        vulnerability_severity: text [exact];
    }

    from "gofalcon falcon/client/container_images/read_combined_images_export_parameters.go; \
          falconpy src/falconpy/_endpoint/_container_images.py" {
        ai_vulnerability_count: integer [exact];
        cps_rating: text [exact];
        crowdstrike_user: text [exact];
        detection_count: integer [exact];
        include_base_image_vuln: boolean [exact];
        layer_digest: text [exact];
        vulnerability_count: integer [exact];
    }

    from "gofalcon falcon/client/container_images/read_combined_images_export_parameters.go; \
          falconpy src/falconpy/_endpoint/_container_images.py; gofalcon \
          falcon/client/container_images/get_combined_images_parameters.go; gofalcon \
          falcon/client/container_images/combined_image_detail_parameters.go" {
        architecture: text [exact, sort];
        first_seen: timestamp candidate [sort];
        image_digest: text [exact, sort];
        image_id: text [exact, sort];
        index_digest: text [exact, sort];
        multi_arch: boolean single [exact, sort];
        repository: text [exact, sort];
        tag: text [exact, sort];
    }

    from "gofalcon falcon/client/container_images/read_combined_images_export_parameters.go; \
          falconpy src/falconpy/_endpoint/_container_images.py; gofalcon \
          falcon/client/container_images/combined_image_detail_parameters.go" {
        base_os: text [exact, sort];
        cid: text [exact, sort];
        source: text [exact, sort];
    }

    from "gofalcon falcon/client/container_images/read_combined_images_export_parameters.go" {
        package_name_version: text [exact];
    }

    from "gofalcon falcon/client/container_images/read_combined_images_export_parameters.go; \
          gofalcon falcon/client/container_images/get_combined_images_parameters.go; falconpy \
          src/falconpy/_endpoint/_container_images.py; gofalcon \
          falcon/client/container_images/combined_image_detail_parameters.go" {
        registry: text [exact, sort];
    }
}
