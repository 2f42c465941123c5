//! Sensors of Identity Protection.

crate::collection! {
    /// The domain controllers with an Identity Protection sensor, as `query_sensors` filters them.
    ///
    /// This collection is open, because no table of its fields is documented: filters may use any
    /// property and operator, and only their syntax is checked. The response model has `hostname`,
    /// `machine_domain`, `local_ip`, `os_version`, `agent_version`, `status` and others; the documented
    /// sort expressions are `status.desc` and `hostname.asc`.
    ///
    /// # Examples
    ///
    /// ```
    /// use fql::Filter;
    /// use fql::collections::sensors::{self, Sensors};
    ///
    /// let filter: Filter<Sensors> = sensors::property("status")?.eq("protected").into();
    /// assert_eq!(filter.as_str(), "status:'protected'");
    /// # Ok::<(), fql::InvalidFilter>(())
    /// ```
    pub Sensors "sensors" sort ".";
    open;
}
