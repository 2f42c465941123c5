//! Device content states.

crate::collection! {
    /// Device content states.
    pub DeviceContentStates "device-content-states" sort ".";
    open;
    operations "queries_states_v1";
}
