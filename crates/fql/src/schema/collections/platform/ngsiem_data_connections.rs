//! NG-SIEM data connections.

crate::collection! {
    /// NG-SIEM data connections.
    ///
    /// Sort: only `name.asc` (ansible_collection_falcon
    /// plugins/modules/ngsiem_data_connection_info.py).
    pub NgsiemDataConnections "ngsiem-data-connections" sort ".";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_ngsiem.py" {
        list "ExternalListDataConnections" get "/ngsiem/combined/connections/v1" documents offset
            sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_ngsiem.py" {
        details "ExternalGetDataConnectionByID" get "/ngsiem/entities/connections/v1" query ids;
    }

    from "ansible_collection_falcon plugins/modules/ngsiem_data_connection_info.py" {
        id: text [exact];
        name: text [exact, shown wildcard, sort];
        status: text [exact]
            values ["Pending", "Active", "Disconnected", "Error", "Idle", "Paused", ..];
        r#type: text [exact] values ["PUSH", "PULL", ..];
        vendor_name: text [exact];
        vendor_product_name: text [exact];
    }
}
