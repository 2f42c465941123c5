//! Serverless export jobs.

crate::collection! {
    /// Serverless export jobs.
    pub ServerlessExportJobs "serverless-export-jobs" sort "|";
    table advisory;
    operations from "falconpy src/falconpy/_endpoint/_serverless_exports.py" {
        list "QueryExportJobsMixin0" get "/lambdas/queries/exports/v1" ids;
    }
    further operations from "falconpy src/falconpy/_endpoint/_serverless_exports.py" {
        details "ReadExportJobsMixin0" get "/lambdas/entities/exports/v1" query ids max 100;
    }

    from "gofalcon falcon/client/serverless_exports/query_export_jobs_mixin0_parameters.go; \
          falconpy src/falconpy/_endpoint/_serverless_exports.py" {
        resource: any [exact];
        status: text [exact];
    }
}
