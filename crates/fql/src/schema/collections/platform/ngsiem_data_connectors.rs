//! NG-SIEM data connectors.

crate::collection! {
    /// NG-SIEM data connectors.
    pub NgsiemDataConnectors "ngsiem-data-connectors" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_ngsiem.py" {
        list "ExternalListDataConnectors" get "/ngsiem/combined/connectors/v1" documents offset
            sort unknown;
    }

    from "terraform-provider-crowdstrike internal/ngsiem/data_connectors_data_source.go; \
          ansible_collection_falcon plugins/modules/ngsiem_data_connector_info.py" {
        name: text [exact, shown wildcard];
        subscription: text [exact];
        r#type: text [exact] values ["PULL", "PUSH", ..];
        vendor_name: text [exact];
    }

    from "terraform-provider-crowdstrike internal/ngsiem/data_connectors_data_source.go" {
        vendor_product_name: text [exact];
    }
}
