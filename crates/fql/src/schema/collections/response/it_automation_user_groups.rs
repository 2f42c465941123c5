//! IT automation user groups.

crate::collection! {
    /// IT automation user groups.
    ///
    /// Wildcards: unknown (terraform schema says name supports wildcard matching, builder sends
    /// plain quotes).
    ///
    /// Forms: swagger example shows + and \>= with a quoted ISO time: example_date_field:\>='…'.
    pub ItAutomationUserGroups "it-automation-user-groups" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_it_automation.py" {
        list "ITAutomationSearchUserGroup" get "/it-automation/queries/it-user-groups/v1" ids
            limit 100 max 1000 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_it_automation.py" {
        details "ITAutomationGetUserGroup" get "/it-automation/entities/it-user-groups/v1" query ids;
    }

    from "gofalcon falcon/client/it_automation/i_t_automation_search_user_group_parameters.go; \
          falconpy src/falconpy/_endpoint/_it_automation.py" {
        created_by: text [exact, sort];
        created_time: timestamp candidate [sort];
        description: text [exact];
        modified_by: text [exact, sort];
        modified_time: timestamp candidate [sort];
        name: text [exact, sort];
    }
}
