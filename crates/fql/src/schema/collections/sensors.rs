//! Sensors of Identity Protection.

use crate::Property;

crate::collection! {
    /// The domain controllers with an Identity Protection sensor, as `query_sensors` filters them.
    ///
    /// This collection is open, because no table of its fields is documented: filters may use any
    /// property and operator, and only their syntax is checked. `property("…")` creates any property; the
    /// module has those of the documented sort expressions as constants. The response model has `hostname`,
    /// `machine_domain`, `local_ip`, `os_version`, `agent_version`, `status` and others; the documented
    /// sort expressions are `status.desc` and `hostname.asc`.
    ///
    /// # Examples
    ///
    /// ```
    /// use fql::Filter;
    /// use fql::collections::sensors::{self, Sensors};
    ///
    /// let domain = sensors::property("machine_domain")?;
    /// let filter: Filter<Sensors> = sensors::status.eq("protected") & domain.eq("example.com");
    /// assert_eq!(filter.as_str(), "status:'protected'+machine_domain:'example.com'");
    /// assert_eq!(sensors::hostname.asc().as_str(), "hostname.asc");
    /// # Ok::<(), fql::InvalidProperty>(())
    /// ```
    pub Sensors "sensors" sort ".";
    open;
    id device_id;
    operations from "falconpy src/falconpy/_endpoint/_identity_protection.py" {
        list "QuerySensorsByFilter" get "/identity-protection/queries/devices/v1" ids limit max 200 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_identity_protection.py" {
        details "GetSensorDetails" post "/identity-protection/entities/devices/GET/v1" body ids max 5000;
        aggregate "GetSensorAggregates" post "/identity-protection/aggregates/devices/GET/v1" list;
    }
}

/// The property `hostname`, of the documented sort expression `hostname.asc`. Filters by it are not
/// documented.
#[allow(non_upper_case_globals)]
pub static hostname: Property<Sensors> = Property::literal("hostname");

/// The property `status`, of the documented sort expression `status.desc`. Filters by it are not
/// documented.
#[allow(non_upper_case_globals)]
pub static status: Property<Sensors> = Property::literal("status");
