//! `fql check`

mod json;
mod text;

use crate::batch::Batch;
use crate::failure::{Failure, Status};
use crate::format::Format;
use crate::help::{Block, Help, Section};
use crate::verdict::Verdict;

/// Says whether filters are valid, and what is wrong with those that are not
///
/// A filter is checked against the documented fields of its collection: whether there is such a
/// field, takes such a match, and has values of such a kind. Diagnostics go to standard output.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How to answer
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,

    #[command(flatten)]
    batch: Batch,
}

pub(super) fn help() -> Help {
    Help {
        examples: &[
            r#"fql check "criticality:'Critical'+ip.services.port:[22,3389]""#,
            r#"fql check --collection any "hostname:*'web*'" "status:'open'""#,
            r"fql check --file filters.txt",
            r#"printf '%s\n' "confidence:>50" | fql check --format json --file -"#,
            r#"fql check -- "-x:1""#,
        ],
        sections: vec![
            Section {
                heading: "Text",
                blocks: vec![Block::Text(
                    "`valid:` and the canonical text, or `invalid:` and each problem with a caret \
                     under it.",
                )],
            },
            Section {
                heading: "JSON",
                blocks: vec![
                    Block::Text("An object a line for each filter, in order:"),
                    Block::Lines(JSON),
                    Block::Text(
                        "`canonical` is null when the filter is invalid, and `fix` when none is \
                         sure. `start` and `end` count bytes from 0, `line` and `column` lines and \
                         characters from 1. `docs` is where the code is explained. At most 100 \
                         diagnostics are listed for a filter; `omitted` counts the others.",
                    ),
                ],
            },
        ],
        statuses: &[
            ("0", "every filter is valid, perhaps with warnings"),
            ("1", "some filter is not valid"),
            (
                "2",
                "the command line is wrong, or something could not be read or written",
            ),
        ],
    }
}

const JSON: &str = r#"  {"filter","valid","canonical",
   "diagnostics":[{"code","severity","message","help",
     "start","end","line","column",
     "fix":[{"start","end","replacement"}]}],
   "omitted"}"#;

pub(crate) fn run(args: &Args) -> Result<Status, Failure> {
    let collection = args.batch.collection();
    args.batch
        .answer_each("check", args.format, |out, place, filter| {
            let verdict = Verdict::of(filter, collection);
            Ok(match args.format {
                Format::Json => json::write(verdict, out)?,
                Format::Text => text::write(verdict, place, out)?,
            })
        })
}
