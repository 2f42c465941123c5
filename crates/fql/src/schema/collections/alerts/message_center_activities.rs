//! Message center case activities.

crate::collection! {
    /// Message center case activities.
    pub MessageCenterActivities "message-center-activities" sort ".";
    table closed by text;
    operations from "falconpy src/falconpy/_endpoint/_message_center.py" {
        list "QueryActivityByCaseID" get "/message-center/queries/case-activities/v1" ids limit max 500
            offset sort requires "case_id";
    }
    further operations from "falconpy src/falconpy/_endpoint/_message_center.py" {
        details "GetCaseActivityByIds" post "/message-center/entities/case-activities/GET/v1" body ids;
    }

    from "gofalcon falcon/client/message_center/query_activity_by_case_id_parameters.go; \
          falconpy src/falconpy/_endpoint/_message_center.py" {
        activity.created_time: timestamp candidate [sort];
        activity.r#type: text [exact, sort];
    }
}
