//! Samples of documents.

use std::io::BufReader;
use std::path::Path;

use super::document_reader::{Document, DocumentReader};
use super::layout;
use crate::error::Error;
use crate::input::{self, LineLocation};

/// Maximum length of a document in bytes.
const MAX_DOCUMENT_LEN: usize = 64 << 20;

/// Returns the name of a file, and its documents one after another: it is read as `fql match` reads it, and any
/// malformed document is an error.
pub(crate) fn read_sample(path: &Path) -> Result<(String, String), Error> {
    let (name, reader) = input::open(path)?;
    let (_, reader) = layout::open(&name, reader, MAX_DOCUMENT_LEN)?;
    let reader = BufReader::with_capacity(1 << 16, reader);
    let mut documents = DocumentReader::new(reader, 1, MAX_DOCUMENT_LEN);
    let mut sample = String::new();
    while let Some((line, document)) = documents.next().map_err(|error| error.in_file(&name))? {
        let added = match document {
            Document::Complete(document) => {
                std::str::from_utf8(document).map_err(|_| "the document is not UTF-8")
            }
            Document::TooLong => Err("the document is longer than 64 MiB"),
            // They say nothing about the documents of the response.
            Document::ServiceErrors(_) => continue,
        };
        let added = added.map_err(|reason| Error::MalformedLine {
            location: LineLocation { file: &name, line }.to_string(),
            reason: reason.into(),
        })?;
        sample.push_str(added);
        sample.push('\n');
    }
    Ok((name, sample))
}
