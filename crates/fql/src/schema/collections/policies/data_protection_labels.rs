//! Data protection sensitivity labels.

crate::collection! {
    /// Data protection sensitivity labels.
    pub DataProtectionLabels "data-protection-labels" sort "|";
    table closed by text;
    operations from "falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        list "queries_sensitivity_label_get_v2" get "/data-protection/queries/labels/v2" ids
            limit 100 max 500 offset sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        details "entities_sensitivity_label_get_v2" get "/data-protection/entities/labels/v2" query ids;
    }

    from "gofalcon \
          falcon/client/data_protection_configuration/queries_sensitivity_label_get_v2_parameters.go; \
          falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        deleted: boolean [exact, sort];
        display_name: text [exact, sort];
        external_id: text [exact];
        name: text [exact, sort];
    }
}
