//! Case notification groups.

crate::collection! {
    /// Case notification groups.
    ///
    /// Unknown fields: an error (falcon-mcp falcon_mcp/resources/cases.py; live falcon-mcp
    /// tests/integration/test_cases.py (templates)).
    ///
    /// Wildcards: field:*'*x*' (live); 'x*' returns nothing.
    ///
    /// Forms: ~ returns nothing (live). Evidence is for the aggregate calls; the query calls share
    /// no published field list.
    pub CaseNotificationGroups "case-notification-groups" sort "|";
    table closed;
    unknown_field error;
    patterns [operator, denied plain] from "falcon-mcp falcon_mcp/resources/cases.py";
    operations from "falconpy src/falconpy/_endpoint/_case_management.py" {
        list "queries_notification_groups_get_v1" get "/casemgmt/queries/notification-groups/v1" ids
            limit max 200 offset sort unknown;
        list "queries_notification_groups_get_v2" get "/casemgmt/queries/notification-groups/v2" ids
            limit max 200 offset sort unknown;
    }
    further operations from "falconpy src/falconpy/_endpoint/_case_management.py" {
        details "entities_notification_groups_get_v1" get "/casemgmt/entities/notification-groups/v1"
            query ids;
        details "entities_notification_groups_get_v2" get "/casemgmt/entities/notification-groups/v2"
            query ids;
        aggregate "aggregates_notification_groups_post_v1" post "/casemgmt/aggregates/notification-groups/v1"
            list;
        aggregate "aggregates_notification_groups_post_v2" post "/casemgmt/aggregates/notification-groups/v2"
            list;
    }
    denied text_match because "returns no rows in a live test: use `*'*x*'`";

    from "falcon-mcp falcon_mcp/resources/cases.py" {
        cid: text [exact, wildcard, denied text_match];
        created_by_name: text [exact, wildcard, denied text_match];
        created_timestamp: timestamp [range];
        id: text [exact, wildcard, denied text_match];
        name: text [exact, wildcard, denied text_match];
        updated_by_name: text [exact, wildcard, denied text_match];
        updated_timestamp: timestamp [range];
    }
}
