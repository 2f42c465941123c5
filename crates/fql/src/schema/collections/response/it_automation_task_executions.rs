//! IT automation task executions.

crate::collection! {
    /// IT automation task executions.
    ///
    /// Wildcards: unknown (terraform schema says name supports wildcard matching, builder sends
    /// plain quotes).
    ///
    /// Forms: swagger example shows + and \>= with a quoted ISO time: example_date_field:\>='…'.
    pub ItAutomationTaskExecutions "it-automation-task-executions" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_it_automation.py" {
        list "ITAutomationSearchTaskExecutions" get "/it-automation/queries/task-executions/v1" ids
            limit 100 max 1000 offset sort;
        list "ITAutomationGetTaskExecutionsByQuery" get "/it-automation/combined/task-executions/v1"
            documents limit 100 max 1000 offset sort;
    }
    further operations from "falconpy src/falconpy/_endpoint/_it_automation.py" {
        details "ITAutomationGetTaskExecution" get "/it-automation/entities/task-executions/v1" query ids;
    }

    from "gofalcon \
          falcon/client/it_automation/i_t_automation_search_task_executions_parameters.go; \
          falconpy src/falconpy/_endpoint/_it_automation.py" {
        end_time: timestamp candidate [sort];
        run_by: text [exact, sort];
        run_type: text [exact, sort];
        start_time: timestamp candidate [sort];
        status: text [exact, sort];
        task_id: text [exact, sort];
        task_name: text [exact, sort];
        task_type: text single [exact, sort] values ["query", "remediation", ..];
    }
}
