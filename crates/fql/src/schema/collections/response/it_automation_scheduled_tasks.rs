//! IT automation scheduled tasks.

crate::collection! {
    /// IT automation scheduled tasks.
    ///
    /// Wildcards: unknown (terraform schema says name supports wildcard matching, builder sends
    /// plain quotes).
    ///
    /// Forms: swagger example shows + and \>= with a quoted ISO time: example_date_field:\>='…'.
    pub ItAutomationScheduledTasks "it-automation-scheduled-tasks" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_it_automation.py" {
        list "ITAutomationSearchScheduledTasks" get "/it-automation/queries/scheduled-tasks/v1" ids
            limit 100 max 1000 offset sort;
        list "ITAutomationCombinedScheduledTasks" get "/it-automation/combined/scheduled-tasks/v1" documents
            limit 100 max 1000 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_it_automation.py" {
        details "ITAutomationGetScheduledTasks" get "/it-automation/entities/scheduled-tasks/v1" query ids;
    }

    from "gofalcon \
          falcon/client/it_automation/i_t_automation_search_scheduled_tasks_parameters.go; \
          falconpy src/falconpy/_endpoint/_it_automation.py" {
        created_by: text [exact, sort];
        created_time: timestamp candidate [sort];
        end_time: timestamp candidate [sort];
        group_ids: text [exact, sort];
        group_names: any [exact, sort];
        is_active: boolean single [exact];
        last_run: timestamp candidate [sort];
        modified_by: text [exact, sort];
        modified_time: timestamp candidate [sort];
        start_time: timestamp candidate [sort];
        task_id: text [exact, sort];
        task_name: text [exact, sort];
        task_type: text [exact, sort];
    }
}
