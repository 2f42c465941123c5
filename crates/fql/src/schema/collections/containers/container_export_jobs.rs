//! Container security export jobs.

crate::collection! {
    /// Container security export jobs.
    pub ContainerExportJobs "container-export-jobs" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_falcon_container.py" {
        list "QueryExportJobs" get "/container-security/queries/exports/v1" ids;
    }
    further operations from "falconpy src/falconpy/_endpoint/_falcon_container.py" {
        details "ReadExportJobs" get "/container-security/entities/exports/v1" query ids max 100;
    }

    from "gofalcon falcon/client/falcon_container_image/query_export_jobs_parameters.go; \
          falconpy src/falconpy/_endpoint/_falcon_container.py" {
        resource: any [exact];
        status: text [exact];
    }
}
