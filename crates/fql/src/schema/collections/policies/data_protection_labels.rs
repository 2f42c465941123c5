//! Data protection sensitivity labels.

crate::collection! {
    /// Data protection sensitivity labels.
    pub DataProtectionLabels "data-protection-labels" sort "|";
    table closed by text;
    operations "queries_sensitivity_label_get_v2";

    from "gofalcon \
          falcon/client/data_protection_configuration/queries_sensitivity_label_get_v2_parameters.go; \
          falconpy src/falconpy/_endpoint/_data_protection_configuration.py" {
        deleted: boolean [exact, sort];
        display_name: text [exact, sort];
        external_id: text [exact];
        name: text [exact, sort];
    }
}
