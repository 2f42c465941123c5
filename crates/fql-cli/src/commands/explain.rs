//! `fql explain`

use std::io::Write;

use fql::diagnostics::Code;
use fql_syntax::closest_match;

use crate::checked_filter::{CheckedFilter, display_filter};
use crate::describe;
use crate::error::{Error, ExitStatus};
use crate::filters::FilterArgs;
use crate::help;
use crate::output::{Format, print_diagnostics, with_output};

/// Explain filters in words, or the code of a diagnostic
///
/// A filter is printed as an indented tree, with the type of each known field. Filters that are
/// well-formed but invalid for the collection are explained as well. Diagnostics go to standard
/// error. If every FILTER is the code of a diagnostic, such as FQL101, the codes are explained.
#[derive(Debug, clap::Args)]
#[command(
    before_help = EXAMPLES,
    after_long_help = help::sections(&[SEMANTICS, EXIT_STATUS]),
)]
pub(crate) struct Args {
    #[command(flatten)]
    filters: FilterArgs,
}

const EXAMPLES: &str = r#"Examples:
  fql explain "manual:true+(ip.services.port:22,last_seen:>'now-7d')"
  fql explain -c any "hostname:!*'web*',status:null"
  fql explain --file filters.txt
  fql explain FQL101"#;

const SEMANTICS: &str = "\
Semantics:
  A field can have several values. `f is x` is true if any value equals x.
  `f is not x` is true if no value does, so also if the field is absent.";

const EXIT_STATUS: &str = "\
Exit status:
  0    every filter is valid; there may be warnings
  1    at least one filter is invalid
  2    usage error, including unknown codes, or I/O error";

pub(crate) fn run(args: &Args) -> Result<ExitStatus, Error> {
    let arguments = args.filters.only_arguments();
    if !arguments.is_empty() && arguments.iter().all(|argument| is_code_like(argument)) {
        return explain_codes(arguments);
    }
    let collection = args.filters.collection();
    args.filters
        .process("explain", Format::Text, |out, location, filter| {
            let filter = CheckedFilter::new(filter, collection);
            if let Some(tree) = filter.tree() {
                if let Some(location) = location {
                    let heading = format!("{location}: {}", display_filter(&tree.to_string()));
                    writeln!(out, "{}", out.painter().bold(&heading))?;
                }
                describe::write_tree(tree, collection.table(), out)?;
            }
            let report = filter.into_report();
            print_diagnostics(location, &report);
            Ok(report)
        })
}

/// Returns `true` for `FQL` and letters or digits, in any case. A filter has a colon.
fn is_code_like(argument: &str) -> bool {
    let (prefix, number) = argument.split_at_checked(3).unwrap_or_default();
    prefix.eq_ignore_ascii_case("FQL")
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn explain_codes(names: &[String]) -> Result<ExitStatus, Error> {
    let codes: Vec<Code> = names
        .iter()
        .map(|name| find_code(name))
        .collect::<Result<_, _>>()?;
    with_output(|out| {
        for (index, code) in codes.iter().enumerate() {
            if index > 0 {
                writeln!(out)?;
            }
            write!(out, "{}", code.section())?;
        }
        Ok(())
    })?;
    Ok(ExitStatus::Success)
}

fn find_code(name: &str) -> Result<Code, Error> {
    let codes = Code::ALL.iter().copied();
    let mut matching = codes.filter(|code| code.as_str().eq_ignore_ascii_case(name));
    matching.next().ok_or_else(|| {
        let name = name.to_ascii_uppercase();
        let names = Code::ALL.iter().map(|code| code.as_str());
        let suggestion = closest_match(&name, names)
            .map_or(String::new(), |code| format!("; did you mean `{code}`?"));
        Error::Usage {
            subcommand: "explain",
            message: format!("unknown diagnostic code `{name}`{suggestion}"),
        }
    })
}
