//! Quick scan pro results.

crate::collection! {
    /// Quick scan pro results.
    ///
    /// Wildcards: documented on two description fields only; spelling not stated.
    ///
    /// Forms: filter is required but an empty value means no filter; ~ documented on _all and the
    /// descriptions.
    ///
    /// Conflict: falconpy (older) lists 25 fields, gofalcon 50; words are broken by stray spaces
    /// in falconpy.
    ///
    /// Conflict: adversary appears in the exact list without the artifacts_tree prefix.
    pub QuickScanPro "quick-scan-pro" sort "|";
    table closed by text;
    operations from "falconpy src/falconpy/_endpoint/_quick_scan_pro.py" {
        list "QueryScanResults" get "/quickscanpro/queries/scans/v1" ids filter required limit 50 max 5000
            offset sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_quick_scan_pro.py" {
        details "GetScanResult" get "/quickscanpro/entities/scans/v1" query ids;
    }

    from "gofalcon falcon/client/quick_scan_pro/query_scan_results_parameters.go; falconpy \
          src/falconpy/_endpoint/_quick_scan_pro.py" {
        _all: text [text_match];
        artifacts.file_artifacts.filename: text [exact];
        artifacts.file_artifacts.verdict: text [exact];
        artifacts.url_artifacts.url: text [exact];
        artifacts.url_artifacts.verdict: text [exact];
        artifacts.url_artifacts.verdict_reasons: text [exact];
        cid: text [exact];
        created_timestamp: timestamp [range, sort];
        entity: text [exact];
        executor: text [exact];
        file_size: integer single [exact, range];
        file_type_short: text [exact];
        id: text [exact];
        mitre_attacks.attack_id: text [exact];
        mitre_attacks.attack_id_wiki: text [exact];
        mitre_attacks.description: text [wildcard, text_match];
        mitre_attacks.parent.attack_id: text [exact];
        mitre_attacks.parent.attack_id_wiki: text [exact];
        mitre_attacks.parent.technique: text [exact];
        mitre_attacks.tactic: text [exact];
        mitre_attacks.technique: text [exact];
        sha256: text [exact];
        r#type: text [exact];
        updated_timestamp: timestamp [range];
        verdict: text single [exact]
            values ["clean", "likely_benign", "suspicious", "malicious", "unknown",
                ..];
        verdict_reason: text [exact];
        verdict_source: text [exact];
    }

    from "gofalcon falcon/client/quick_scan_pro/query_scan_results_parameters.go" {
        adversary: text [exact];
        artifacts.file_artifacts.sha256: text [exact];
        artifacts.file_artifacts.verdict_reasons: text [exact];
        artifacts_tree.nodes.adversary: text [exact];
        artifacts_tree.nodes.malware_family: text [exact];
        artifacts_tree.nodes.properties.name: text [exact];
        artifacts_tree.nodes.properties.repository: text [exact];
        artifacts_tree.nodes.properties.version: text [exact];
        artifacts_tree.nodes.r#type: text [exact];
        artifacts_tree.nodes.value: text [exact];
        artifacts_tree.nodes.verdict: text [exact];
        artifacts_tree.nodes.verdict_reasons: text [exact];
        file_type: text [exact];
        first_content_bytes_ascii: text [exact];
        first_content_bytes_hex: text [exact];
        malware_config.domain: text [exact];
        malware_config.ip: text [exact];
        malware_config.url: text [exact];
        mime_type: text [exact];
        mitre_attacks.capec_id: text [exact];
        static_indicators: text [exact];
        status: text [exact];
        verdict_reasons: text [exact];
        yara_rules.created_at: timestamp [range];
        yara_rules.description: text [wildcard, text_match];
        yara_rules.rule_name: text [exact];
        yara_rules.sha256: text [exact];
        yara_rules.tags: text [exact];
        yara_rules.updated_at: timestamp [range];
    }
}
