//! Serverless export jobs.

crate::collection! {
    /// Serverless export jobs.
    pub ServerlessExportJobs "serverless-export-jobs" sort "|";
    table advisory;
    operations "QueryExportJobsMixin0";

    from "gofalcon falcon/client/serverless_exports/query_export_jobs_mixin0_parameters.go; \
          falconpy src/falconpy/_endpoint/_serverless_exports.py" {
        resource: any [exact];
        status: text [exact];
    }
}
