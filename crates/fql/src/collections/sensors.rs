//! The sensors of Identity Protection.

crate::collection! {
    /// The domain controllers that Identity Protection watches, as `query_sensors` filters them.
    ///
    /// No table of its fields is documented, so this collection is open: any property, every
    /// operator, syntax checked. The answer's model suggests `hostname`, `machine_domain`,
    /// `local_ip`, `os_version`, `agent_version`, `status` and others; the documented sorts are
    /// `status.desc` and `hostname.asc`.
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
