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
    operations from "falconpy src/falconpy/_endpoint/_container_packages.py" {
        list "ReadPackagesCombinedV2" get "/container-security/combined/packages/v2" documents
            limit 100 max 100 offset window 10000 sort unknown accepts "only_zero_day_affected";
        list "ReadPackagesCombined" get "/container-security/combined/packages/v1" documents
            limit 100 max 100 offset window 10000 sort unknown accepts "only_zero_day_affected";
        list "ReadPackagesCombinedExport" get "/container-security/combined/packages/export/v1" documents
            limit 100 max 100 offset window 10000 sort unknown accepts "only_zero_day_affected";
        list "ReadPackagesByVulnCount" get "/container-security/combined/packages/by-vulnerability-count/v1"
            documents limit 100 max 100 offset window 10000;
        list "ReadPackagesByFixableVulnCount"
            get "/container-security/combined/packages/app-by-fixable-vulnerability-count/v1" documents
            limit 100 max 100 offset window 10000;
        other "ReadPackagesByImageCount" get "/container-security/aggregates/packages/by-image-count/v1"
            limit 5 max 100;
        other "ReadPackagesCountByZeroDay" get "/container-security/aggregates/packages/count-by-zero-day/v1";
    }

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
