//! `fql explain`

use std::io::Write;

use crate::batch::Batch;
use crate::failure::{Failure, Status};
use crate::format::Format;
use crate::help::{Block, Help, Section};
use crate::output::tell_findings;
use crate::printable::printable_filter;
use crate::verdict::Verdict;
use crate::words;

/// Says in words what filters ask, as an indented tree
///
/// The kind of each field that the collection knows stands behind it. Diagnostics go to standard
/// error. A filter that the collection does not take is explained nevertheless.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    batch: Batch,
}

pub(super) fn help() -> Help {
    Help {
        examples: &[
            r#"fql explain "criticality:'Critical'+(ip.services.port:[22,3389],last_seen:>'now-7d')""#,
            r#"fql explain -c any "hostname:!*'web*',status:null""#,
            r"fql explain --file filters.txt",
        ],
        sections: vec![Section {
            heading: "Words",
            blocks: vec![Block::Text(
                "A field may have several values: `f is x` holds when any of them is x, and `f is not \
                 x` when none is, so also when there is no value.",
            )],
        }],
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

pub(crate) fn run(args: &Args) -> Result<Status, Failure> {
    let collection = args.batch.collection();
    args.batch
        .answer_each("explain", Format::Text, |out, place, filter| {
            let verdict = Verdict::of(filter, collection);
            if let Some(tree) = verdict.tree() {
                if let Some(place) = place {
                    let heading = format!("{place}: {}", printable_filter(&tree.to_string()));
                    writeln!(out, "{}", out.paint().strong(&heading))?;
                }
                words::write_tree(tree, collection.table(), out)?;
            }
            let report = verdict.into_report();
            tell_findings(place, &report);
            Ok(report)
        })
}
