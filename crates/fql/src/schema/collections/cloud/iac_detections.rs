//! Infrastructure-as-code detections.

crate::collection! {
    /// Infrastructure-as-code detections.
    pub IacDetections "iac-detections" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_cloud_snapshots.py" {
        list "CombinedDetections" get "/iac/combined/detections/v1" documents offset sort unknown;
    }

    from "gofalcon falcon/client/cspg_iacapi/combined_detections_parameters.go; falconpy \
          src/falconpy/_endpoint/_cloud_snapshots.py" {
        detection_uuid: text [exact, sort];
        file_name: text [exact, sort];
        last_detected: timestamp candidate [sort];
        platform: text [exact, sort];
        project_name: text [exact, sort];
        project_owner: text [exact, sort];
        project_ref: text [exact, sort];
        provider: text [exact, sort];
        resource_name: text [exact, sort];
        rule_category: text [exact, sort];
        rule_name: text [exact, sort];
        rule_type: text [exact, sort];
        rule_uuid: text [exact, sort];
        service: text [exact, sort];
        severity: text [exact, sort];
    }

    from "gofalcon falcon/client/cspg_iacapi/combined_detections_parameters.go" {
        is_from_module: boolean single [exact, sort];
        module_path: text [exact, sort];
        module_source: text [exact, sort];
        module_version: text [exact, sort];
    }
}
