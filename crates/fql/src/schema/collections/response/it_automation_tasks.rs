//! IT automation tasks.

crate::collection! {
    /// IT automation tasks.
    ///
    /// Wildcards: unknown (terraform schema says name supports wildcard matching, builder sends
    /// plain quotes).
    ///
    /// Forms: swagger example shows + and \>= with a quoted ISO time: example_date_field:\>='…'.
    pub ItAutomationTasks "it-automation-tasks" sort "|";
    table advisory;
    operations
        "ITAutomationSearchTasks", "ITAutomationGetTasksByQuery", "ITAutomationGetAssociatedTasks";

    from "gofalcon falcon/client/it_automation/i_t_automation_search_tasks_parameters.go; \
          falconpy src/falconpy/_endpoint/_it_automation.py" {
        access_type: text single [exact, sort] values ["Public", "Shared", ..];
        created_by: text [exact, sort];
        created_time: timestamp candidate [sort];
        last_run_time: timestamp candidate [sort];
        modified_by: text [exact, sort];
        modified_time: timestamp candidate [sort];
        name: text [exact, sort];
        runs: integer single [exact, sort];
        task_type: text single [exact, sort] values ["query", "remediation", ..];
    }
}
