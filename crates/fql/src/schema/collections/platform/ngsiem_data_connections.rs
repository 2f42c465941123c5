//! NG-SIEM data connections.

crate::collection! {
    /// NG-SIEM data connections.
    pub NgsiemDataConnections "ngsiem-data-connections" sort "|";
    table advisory;
    operations "ExternalListDataConnections";

    from "ansible_collection_falcon plugins/modules/ngsiem_data_connection_info.py" {
        status: text shown [shown exact];
        r#type: text shown [shown exact];
    }
}
