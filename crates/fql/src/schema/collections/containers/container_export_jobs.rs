//! Container security export jobs.

crate::collection! {
    /// Container security export jobs.
    pub ContainerExportJobs "container-export-jobs" sort "|";
    table advisory;
    operations "QueryExportJobs";

    from "gofalcon falcon/client/falcon_container_image/query_export_jobs_parameters.go; \
          falconpy src/falconpy/_endpoint/_falcon_container.py" {
        resource: any [exact];
        status: text [exact];
    }
}
