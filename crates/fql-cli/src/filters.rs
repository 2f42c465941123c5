//! Filters as input of `check`, `fmt` and `explain`.

use std::path::PathBuf;

use clap::ValueHint;
use fql::Report;

use crate::collection::{Collection, CollectionArgs, print_collection_hint};
use crate::error::{Error, ExitStatus};
use crate::input::{FilterLocation, for_each_line};
use crate::output::{Format, Output, with_output};

/// Arguments that select filters and their collection.
#[derive(Debug, clap::Args)]
pub(crate) struct FilterArgs {
    #[command(flatten)]
    collection: CollectionArgs,

    /// Filters; put `--` before a filter that starts with `-`
    #[arg(value_name = "FILTER", value_hint = ValueHint::Other)]
    filters: Vec<String>,

    /// Read one filter per line from FILE, or from standard input if FILE is `-`
    ///
    /// Files are read after the FILTER arguments. They must be UTF-8, with LF or CRLF line endings and
    /// lines of up to 16 MiB. They may be compressed with gzip or zstd.
    /// An empty line is the empty filter, which matches everything.
    #[arg(short, long, value_name = "FILE")]
    file: Vec<PathBuf>,
}

impl FilterArgs {
    pub(crate) fn collection(&self) -> Collection {
        self.collection.get()
    }

    /// Returns the filters if all of them are arguments.
    pub(crate) fn only_arguments(&self) -> &[String] {
        if self.file.is_empty() {
            &self.filters
        } else {
            &[]
        }
    }

    /// Calls `process` with each filter in order and returns success if all reports are free of
    /// errors. The location is passed only if there may be several filters. In text format a hint
    /// follows if another collection may have been meant.
    pub(crate) fn process(
        &self,
        subcommand: &'static str,
        format: Format,
        mut process: impl FnMut(&mut Output, Option<FilterLocation<'_>>, &str) -> Result<Report, Error>,
    ) -> Result<ExitStatus, Error> {
        let is_single = self.filters.len() == 1 && self.file.is_empty();
        let mut all_valid = true;
        let mut needs_hint = false;
        with_output(|out| {
            self.for_each(subcommand, |location, filter| {
                let report = process(out, (!is_single).then_some(location), filter)?;
                all_valid &= !report.is_rejection();
                needs_hint |= self.collection.needs_hint(&report);
                Ok(out.end_result()?)
            })
        })?;
        if needs_hint && format == Format::Text {
            print_collection_hint();
        }
        Ok(ExitStatus::success_if(all_valid))
    }

    /// Visits the filters one at a time, so that results appear before a long input ends.
    fn for_each(
        &self,
        subcommand: &'static str,
        mut visit: impl FnMut(FilterLocation<'_>, &str) -> Result<(), Error>,
    ) -> Result<(), Error> {
        if self.filters.is_empty() && self.file.is_empty() {
            return Err(Error::Usage {
                subcommand,
                message:
                    "no filter given; pass FILTER arguments, or use `--file FILE` or `--file -` \
                          (standard input)"
                        .into(),
            });
        }
        for (index, filter) in self.filters.iter().enumerate() {
            visit(FilterLocation::Argument(index + 1), filter)?;
        }
        for path in &self.file {
            for_each_line(path, |location, line| {
                visit(FilterLocation::Line(location), line)
            })?;
        }
        Ok(())
    }
}
