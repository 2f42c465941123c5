//! Message center case activities.

crate::collection! {
    /// Message center case activities.
    pub MessageCenterActivities "message-center-activities" sort ".";
    table closed by text;
    operations "QueryActivityByCaseID";

    from "gofalcon falcon/client/message_center/query_activity_by_case_id_parameters.go; \
          falconpy src/falconpy/_endpoint/_message_center.py" {
        activity.created_time: timestamp candidate [sort];
        activity.r#type: text [exact, sort];
    }
}
