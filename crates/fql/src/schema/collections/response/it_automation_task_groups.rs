//! IT automation task groups.

crate::collection! {
    /// IT automation task groups.
    ///
    /// Wildcards: unknown (terraform schema says name supports wildcard matching, builder sends
    /// plain quotes).
    ///
    /// Forms: swagger example shows + and \>= with a quoted ISO time: example_date_field:\>='…'.
    pub ItAutomationTaskGroups "it-automation-task-groups" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_it_automation.py" {
        list "ITAutomationSearchTaskGroups" get "/it-automation/queries/task-groups/v1" ids
            limit 100 max 1000 offset sort;
        list "ITAutomationGetTaskGroupsByQuery" get "/it-automation/combined/task-groups/v1" documents
            limit 100 max 1000 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_it_automation.py" {
        details "ITAutomationGetTaskGroups" get "/it-automation/entities/task-groups/v1" query ids;
    }

    from "gofalcon falcon/client/it_automation/i_t_automation_search_task_groups_parameters.go; \
          falconpy src/falconpy/_endpoint/_it_automation.py" {
        access_type: text single [exact, sort] values ["Public", "Shared", "Private", ..];
        created_by: text [exact, sort];
        created_time: timestamp single shown [shown range, sort];
        modified_by: text [exact, sort];
        modified_time: timestamp candidate [sort];
        name: text [exact, sort];
    }
}
