//! What `check`, `fmt` and `explain` have in common: an answer about each of some filters.

use fql::Report;

use crate::collection::{Collection, CollectionArgs};
use crate::failure::{Failure, Status};
use crate::format::Format;
use crate::hint::OtherCollection;
use crate::input::{InputArgs, Place};
use crate::output::{Output, with_output};

/// Filters, and the collection that they are for.
#[derive(Debug, clap::Args)]
pub(crate) struct Batch {
    #[command(flatten)]
    collection: CollectionArgs,

    #[command(flatten)]
    input: InputArgs,
}

impl Batch {
    pub(crate) fn collection(&self) -> Collection {
        self.collection.get()
    }

    /// Answers about each filter in order. `answer` gets the filter's text, and its place where
    /// there may be others, and gives back what it found. Programs get no hints.
    pub(crate) fn answer_each(
        &self,
        subcommand: &str,
        format: Format,
        mut answer: impl FnMut(&mut Output, Option<Place<'_>>, &str) -> Result<Report, Failure>,
    ) -> Result<Status, Failure> {
        let is_single = self.input.is_single();
        let mut all_valid = true;
        let mut hint = OtherCollection::new(&self.collection);
        with_output(|out| {
            self.input.for_each(subcommand, |place, filter| {
                let report = answer(out, (!is_single).then_some(place), filter)?;
                all_valid &= !report.has_errors();
                hint.note(&report);
                Ok(out.end_answer()?)
            })
        })?;
        if format == Format::Text {
            hint.tell();
        }
        Ok(Status::good_if(all_valid))
    }
}
