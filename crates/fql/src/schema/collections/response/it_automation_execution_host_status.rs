//! IT automation execution host status.

crate::collection! {
    /// IT automation execution host status.
    ///
    /// Wildcards: unknown (terraform schema says name supports wildcard matching, builder sends
    /// plain quotes).
    ///
    /// Forms: swagger example shows + and \>= with a quoted ISO time: example_date_field:\>='…'.
    pub ItAutomationExecutionHostStatus "it-automation-execution-host-status" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_it_automation.py" {
        list "ITAutomationGetTaskExecutionHostStatus"
            get "/it-automation/entities/task-execution-host-status/v1" documents limit 100 max 1000 offset
            sort requires "ids";
    }

    from "gofalcon \
          falcon/client/it_automation/i_t_automation_get_task_execution_host_status_parameters.go; \
          falconpy src/falconpy/_endpoint/_it_automation.py" {
        end_time: timestamp candidate [sort];
        start_time: timestamp candidate [sort];
        status: text [exact, sort];
        total_results: integer single [exact, sort];
    }
}
