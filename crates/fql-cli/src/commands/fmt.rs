//! `fql fmt`

use std::io::Write;

use crate::checked_filter::{CheckedFilter, apply_fixes};
use crate::error::{Error, ExitStatus};
use crate::filters::FilterArgs;
use crate::help;
use crate::output::{Format, print_diagnostics, print_message};

/// Print the canonical text of each valid filter
///
/// Canonical text has no white space, single quotes, the fewest possible escapes, and
/// parentheses wherever `+` and `,` are mixed. Diagnostics go to standard error.
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, after_long_help = help::sections(&[EXIT_STATUS]))]
pub(crate) struct Args {
    /// Apply machine-applicable fixes before formatting, such as `+` for `AND`
    ///
    /// These are the fixes that `fql check` suggests. They never change the meaning of well-formed
    /// parts. Problems without a machine-applicable fix are reported.
    #[arg(long)]
    fix: bool,

    #[command(flatten)]
    filters: FilterArgs,
}

const EXAMPLES: &str = r#"Examples:
  fql fmt "criticality: \"Critical\" + ip.services.port: [22, 3389]"
  fql fmt --fix "criticality='Critical' AND last_seen:>now-7d"
  fql fmt --file filters.txt"#;

const EXIT_STATUS: &str = "\
Exit status:
  0    every filter is valid (with --fix: after fixing)
  1    at least one filter is invalid; nothing is printed for it
  2    usage error or I/O error";

pub(crate) fn run(args: &Args) -> Result<ExitStatus, Error> {
    let collection = args.filters.collection();
    args.filters
        .process("fmt", Format::Text, |out, location, filter| {
            let fixed = args.fix.then(|| apply_fixes(filter, collection));
            if fixed.as_ref().is_some_and(|fixed| fixed.is_incomplete) {
                print_message(
                    "some fixes were not applied: run `fql fmt --fix` on the output again",
                );
            }
            let fixed = fixed.as_ref().map(|fixed| fixed.source.as_str());
            let filter = CheckedFilter::new(fixed.unwrap_or(filter), collection);
            if let Some(canonical) = filter.canonical() {
                writeln!(out, "{}", out.displayed(&canonical))?;
            }
            let report = filter.into_report();
            print_diagnostics(location, &report);
            Ok(report)
        })
}
