//! Device content states.

crate::collection! {
    /// Device content states.
    pub DeviceContentStates "device-content-states" sort ".";
    open;
    id device_id;
    operations from "falconpy src/falconpy/_endpoint/_device_content.py" {
        list "queries_states_v1" get "/device-content/queries/states/v1" ids limit 100 max 10000 offset token
            sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_device_content.py" {
        details "entities_states_v1" get "/device-content/entities/states/v1" query ids max 100;
    }
}
