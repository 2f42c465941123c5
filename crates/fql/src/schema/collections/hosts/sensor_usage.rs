//! Sensor usage.

crate::collection! {
    /// Sensor usage.
    ///
    /// Wildcards: not in the operator list of the guide.
    ///
    /// Forms: period is an integer inside quotes; selected_cids is a comma list inside one quoted
    /// string; guide lists = ! \> \>= \< \<= only.
    ///
    /// Conflict: period: guide type String, swagger an integer surrounded by single quotes; guide
    /// operator table says integers without quotes.
    ///
    /// Conflict: range on event_date and period: guide only; swagger describes single values.
    ///
    /// Conflict: selected_cids: up to 100 in the guide; text with commas, not an FQL list.
    pub SensorUsage "sensor-usage" sort "|";
    table closed by text;
    operations from "falconpy src/falconpy/_endpoint/_sensor_usage.py" {
        other "GetSensorUsageWeekly" get "/billing-dashboards-usage/aggregates/weekly-average/v1";
        other "GetSensorUsageHourly" get "/billing-dashboards-usage/aggregates/hourly-average/v1";
    }

    from "gofalcon falcon/client/sensor_usage_api/get_sensor_usage_weekly_parameters.go; \
          falconpy src/falconpy/_endpoint/_sensor_usage.py; falcon-mcp \
          falcon_mcp/resources/sensor_usage.py" {
        event_date: timestamp date [exact, range];
        period: text [exact, range] within 1 to 395;
        selected_cids: text [exact];
    }
}
