//! Detects (legacy, decommissioned 2025-09-30).

crate::collection! {
    /// Detects (legacy, decommissioned 2025-09-30).
    ///
    /// Unknown fields: success without rows (psfalcon #184: the maintainer says severity is not a
    /// valid filter here and that the API gives no error where it should; the property is
    /// max_severity_displayname).
    ///
    /// Wildcards: field:*'*x*' (star before the first quote, falconpy
    /// samples/detects/detects_advisor.py).
    ///
    /// Forms: whole filter * = all (swagger).
    pub DetectsLegacy "detects-legacy" sort "|";
    table advisory;
    unknown_field silent;
    patterns [shown operator] from "falconpy samples/detects/detects_advisor.py";
    id detection_id;
    operations from "falconpy src/falconpy/_endpoint/_detects.py" {
        list "QueryDetects" get "/detects/queries/detects/v1" ids limit 9999 max 9999 offset sort accepts "q";
        aggregate "GetAggregateDetects" post "/detects/aggregates/detects/GET/v1" list;
    }
    further operations from "falconpy src/falconpy/_endpoint/_detects.py" {
        details "GetDetectSummaries" post "/detects/entities/summaries/GET/v1" body ids;
    }

    from "falconpy src/falconpy/_endpoint/_detects.py" {
        adversary_id: any candidate [sort];
    }

    from "falconpy samples/detects/detects_advisor.py; falconpy src/falconpy/detects.py" {
        adversary_ids: any [exact, wildcard];
        assigned_to_name: any [exact, wildcard];
        behaviors.alleged_filetype: text [exact, wildcard];
        behaviors.behavior_id: text [exact, wildcard];
        behaviors.cmdline: text [exact, wildcard];
        behaviors.confidence: integer [exact];
        /// Sample help prints contral_graph_id; falconpy docstring and answer model say
        /// control_graph_id.
        behaviors.control_graph_id: text [exact, wildcard];
        behaviors.device_id: text [exact, wildcard];
        behaviors.ioc_source: text [exact, wildcard];
        behaviors.ioc_type: text [exact, wildcard];
        behaviors.ioc_value: text [exact, wildcard];
        behaviors.md5: text [exact, wildcard];
        behaviors.objective: text [exact, wildcard];
        behaviors.parent_details.parent_cmdline: text [exact, wildcard];
        behaviors.parent_details.parent_md5: text [exact, wildcard];
        behaviors.parent_details.parent_process_graph_id: text [exact, wildcard];
        behaviors.parent_details.parent_process_id: any [exact, wildcard];
        behaviors.parent_details.parent_sha256: text [exact, wildcard];
        behaviors.pattern_disposition: integer [exact];
        behaviors.scenario: text [exact, wildcard];
        behaviors.severity: integer [exact];
        behaviors.sha256: text [exact, wildcard];
        behaviors.tactic: text [exact, wildcard];
        behaviors.technique: text [exact, wildcard];
        behaviors.timestamp: timestamp [exact];
        behaviors.triggering_process_graph_id: text [exact, wildcard];
        behaviors.triggering_process_id: any [exact, wildcard];
        behaviors.user_id: text [exact, wildcard];
        behaviors.user_name: text [exact, wildcard];
        cid: any [exact, wildcard];
        date_updated: any [exact];
        detection_id: any [exact, wildcard];
        device.agent_load_flags: text [exact, wildcard];
        device.agent_local_time: text [exact, wildcard];
        device.agent_version: text [exact, wildcard];
        device.bios_manufacturer: text [exact, wildcard];
        device.bios_version: text [exact, wildcard];
        device.cid: text [exact, wildcard];
        device.config_id_base: text [exact, wildcard];
        device.config_id_build: text [exact, wildcard];
        device.config_id_platform: text [exact, wildcard];
        device.cpu_signature: any [exact, wildcard];
        device.external_ip: text [exact, wildcard];
        device.first_seen: text [exact, wildcard];
        device.last_seen: text [exact, wildcard];
        device.local_ip: text [exact, wildcard];
        device.mac_address: text [exact, wildcard];
        device.machine_domain: text [exact, wildcard];
        device.major_version: text [exact, wildcard];
        device.minor_version: text [exact, wildcard];
        device.modified_timestamp: text [exact, wildcard];
        device.os_version: text [exact, wildcard];
        device.ou: text [exact, wildcard];
        device.platform_id: text [exact, wildcard];
        device.platform_name: text [exact, wildcard];
        device.product_type: text [exact, wildcard];
        device.product_type_desc: text [exact, wildcard];
        device.reduced_functionality_mode: any [exact, wildcard];
        device.release_group: text [exact, wildcard];
        device.serial_number: any [exact, wildcard];
        device.site_name: text [exact, wildcard];
        device.status: text [exact, wildcard];
        device.system_manufacturer: text [exact, wildcard];
        device.system_product_name: text [exact, wildcard];
        hostinfo.active_directory_dn_display: text [exact, wildcard];
        hostinfo.domain: text [exact, wildcard];
        max_severity_displayname: any [exact, wildcard];
        quarantined_files.id: text [exact, wildcard];
        quarantined_files.paths: text [exact, wildcard];
        quarantined_files.sha256: text [exact, wildcard];
        quarantined_files.state: text [exact, wildcard];
        seconds_to_resolved: any [exact];
        seconds_to_triaged: any [exact];
    }

    from "psfalcon samples/detections/assign-detections-involving-a-specific-file-to-a-user.ps1" {
        /// Shown negated: assigned_to_uuid:!.
        assigned_to_uuid: text shown [shown exact];
    }

    from "psfalcon samples/detections/export-detections-with-custom-ioc-tags.ps1" {
        behaviors.display_name: text shown [shown wildcard];
    }

    from "falconpy samples/detects/detects_advisor.py; falconpy src/falconpy/detects.py; \
          psfalcon samples/detections/hide-detections-involving-a-specific-file.ps1" {
        behaviors.filename: text [exact, wildcard];
    }

    from "falconpy samples/detects/detects_advisor.py; falconpy src/falconpy/detects.py; \
          falconpy src/falconpy/_endpoint/_detects.py" {
        device.device_id: text [exact, wildcard];
        device.hostname: text [exact, wildcard, sort];
        last_behavior: timestamp [exact, sort];
        max_confidence: any [exact, sort];
        max_severity: any [exact, sort];
        status: any [exact, wildcard]
            values ["new", "in_progress", "true_positive", "false_positive",
                "ignored", "closed", "reopened", ..];
    }

    from "falconpy samples/detects/detects_advisor.py; falconpy src/falconpy/detects.py; \
          psfalconwiki: first_behavior:>'2020-01-01'; falconpy \
          src/falconpy/_endpoint/_detects.py" {
        first_behavior: timestamp [exact, shown range, sort];
    }
}
