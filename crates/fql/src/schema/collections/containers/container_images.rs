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
    operations from "falconpy src/falconpy/_endpoint/_container_images.py" {
        list "CombinedImageDetail" get "/container-security/combined/images/detail/v1" documents
            limit 100 max 100 offset window 10000 sort unknown accepts "with_config";
        list "ReadCombinedImagesExport" get "/container-security/combined/images/export/v1" documents
            limit 100 max 100 offset window 10000 sort unknown
            accepts "expand_vulnerabilities", "expand_detections";
        list "GetCombinedImages" get "/container-security/combined/image-assessment/images/v1" documents
            limit 100 max 100 offset window 10000 sort unknown;
        other "AggregateImageCount" get "/container-security/aggregates/images/count/v1";
        other "AggregateImageCountByBaseOS"
            get "/container-security/aggregates/images/count-by-os-distribution/v1";
        other "AggregateImageCountByState" get "/container-security/aggregates/images/count-by-state/v1";
        list "CombinedImageByVulnerabilityCount"
            get "/container-security/combined/images/by-vulnerability-count/v1" documents offset;
        other "AggregateImageAssessmentHistory"
            get "/container-security/aggregates/images/assessment-history/v1";
    }

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
