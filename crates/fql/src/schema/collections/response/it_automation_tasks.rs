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
    operations from "falconpy src/falconpy/_endpoint/_it_automation.py" {
        list "ITAutomationSearchTasks" get "/it-automation/queries/tasks/v1" ids limit 100 max 1000 offset
            sort;
        list "ITAutomationGetTasksByQuery" get "/it-automation/combined/tasks/v1" documents
            limit 100 max 1000 offset sort;
        list "ITAutomationGetAssociatedTasks" get "/it-automation/combined/associated-tasks/v1" documents
            limit 100 max 1000 offset sort requires "id";
    }
    further operations from "falconpy src/falconpy/_endpoint/_it_automation.py" {
        details "ITAutomationGetTasks" get "/it-automation/entities/tasks/v1" query ids;
    }

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
