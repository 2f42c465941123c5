//! Message center cases.

crate::collection! {
    /// Message center cases.
    pub MessageCenterCases "message-center-cases" sort ".";
    table closed by text;
    operations from "falconpy src/falconpy/_endpoint/_message_center.py" {
        list "QueryCasesIdsByFilter" get "/message-center/queries/cases/v1" ids limit max 500 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_message_center.py" {
        details "GetCaseEntitiesByIDs" post "/message-center/entities/cases/GET/v1" body ids;
        aggregate "AggregateCases" post "/message-center/aggregates/cases/GET/v1" list;
    }

    from "gofalcon falcon/client/message_center/query_cases_ids_by_filter_parameters.go; \
          falconpy src/falconpy/_endpoint/_message_center.py" {
        _all: text [exact];
        activity.body: text [exact];
        case.aids: text [exact];
        case.assigner.display_name: text [exact];
        case.assigner.first_name: text [exact];
        case.assigner.uid: text [exact];
        case.assigner.uuid: text [exact];
        case.body: text [exact];
        case.created_time: timestamp candidate [sort];
        case.detections.id: text [exact];
        case.hosts: text [exact];
        case.incidents.id: text [exact];
        case.ip_addresses: ip [exact];
        case.key: text [exact];
        case.last_modified_time: timestamp candidate [sort];
        case.status: text [exact, sort];
        case.r#type: text [exact, sort];
    }

    from "gofalcon falcon/client/message_center/query_cases_ids_by_filter_parameters.go" {
        case.assigner.last_name: text [exact];
        case.id: text [exact, sort];
        case.title: text [exact];
    }
}
