//! Spotlight installed patches.

crate::collection! {
    /// Spotlight installed patches.
    ///
    /// Wildcards: denied.
    ///
    /// Forms: empty filter means no filter (contrast with Spotlight vulnerabilities).
    pub SpotlightInstalledPatches "spotlight-installed-patches" sort "|";
    table closed by text;
    operations from "falconpy src/falconpy/_endpoint/_spotlight_vulnerabilities.py" {
        list "combinedQueryInstalledPatches" get "/spotlight/combined/installed-patches/v1" documents
            filter required after sort unknown;
    }
    denied wildcard because "wildcards are unsupported, by the API definition";
    denied range because "ranges are unsupported, by the API definition";

    from "gofalcon falcon/client/operations/combined_query_installed_patches_parameters.go" {
        aid: text [exact, denied wildcard, denied range];
        cid: text [exact, denied wildcard, denied range];
        hostname: text [exact, denied wildcard, denied range, sort];
        reboot_required: any [exact, denied wildcard, denied range];
    }
}
