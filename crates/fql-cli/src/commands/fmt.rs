//! `fql fmt`

use std::io::Write;

use crate::batch::Batch;
use crate::failure::{Failure, Status};
use crate::format::Format;
use crate::help::Help;
use crate::output::tell_findings;
use crate::verdict::{self, Verdict};

/// Prints the canonical text of filters, a line for each valid one
///
/// Canonical text has no white space, single quotes, the fewest escapes, and parentheses wherever
/// `+` and `,` mix. Diagnostics go to standard error.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Mends first what is sure to be meant otherwise, such as `AND` for `+`
    ///
    /// The fixes are those that `fql check` shows. None changes what a well-formed part asks, and
    /// what is not sure is left to you.
    #[arg(long)]
    fix: bool,

    #[command(flatten)]
    batch: Batch,
}

pub(super) fn help() -> Help {
    Help {
        examples: &[
            r#"fql fmt "criticality: \"Critical\" + ip.services.port: [22, 3389]""#,
            r#"fql fmt --fix "criticality='Critical' AND last_seen:>now-7d""#,
            r"fql fmt --file filters.txt",
        ],
        sections: Vec::new(),
        statuses: &[
            ("0", "every filter is valid, with --fix after it was mended"),
            ("1", "some filter is not valid: nothing is printed for it"),
            (
                "2",
                "the command line is wrong, or something could not be read or written",
            ),
        ],
    }
}

pub(crate) fn run(args: &Args) -> Result<Status, Failure> {
    let collection = args.batch.collection();
    args.batch
        .answer_each("fmt", Format::Text, |out, place, filter| {
            let fixed = args.fix.then(|| verdict::fixed(filter, collection));
            let verdict = Verdict::of(fixed.as_deref().unwrap_or(filter), collection);
            if let Some(canonical) = verdict.canonical() {
                writeln!(out, "{canonical}")?;
            }
            let report = verdict.into_report();
            tell_findings(place, &report);
            Ok(report)
        })
}
