//! Container packages.

crate::collection! {
    /// Container packages.
    ///
    /// Conflict: cveid here, cve_id everywhere else.
    ///
    /// Conflict: by-image-count takes ai_related, cveid, running_images, severity, type,
    /// vulnerability_count; zero-day count takes only cid.
    pub ContainerPackages "container-packages" sort "|";
    table advisory;
    operations
        "ReadPackagesCombinedV2", "ReadPackagesCombined", "ReadPackagesCombinedExport",
        "ReadPackagesByVulnCount", "ReadPackagesByFixableVulnCount", "ReadPackagesByImageCount",
        "ReadPackagesCountByZeroDay";

    from "gofalcon falcon/client/container_packages/read_packages_combined_v2_parameters.go; \
          falconpy src/falconpy/_endpoint/_container_packages.py; gofalcon \
          falcon/client/container_packages/read_packages_by_image_count_parameters.go" {
        ai_related: boolean single [exact];
        cveid: text [exact];
        severity: text [exact];
        r#type: text [exact, sort];
        vulnerability_count: integer [exact, sort];
    }

    from "gofalcon falcon/client/container_packages/read_packages_combined_v2_parameters.go; \
          falconpy src/falconpy/_endpoint/_container_packages.py" {
        cid: text [exact];
        container_id: text [exact];
        fix_status: text [exact];
        image_digest: text [exact];
        license: text [exact, sort];
        package_name_version: text [exact, sort];
    }

    from "gofalcon falcon/client/container_packages/read_packages_by_image_count_parameters.go; \
          falconpy src/falconpy/_endpoint/_container_packages.py" {
        running_images: integer single [exact];
    }
}
