//! Documents from files.

use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use falcon_sandbox::data::{CollectionData, Data, ReadError};
use fql::table::Table;

use crate::error::Error;
use crate::{collection, input};

/// Reads documents of several types, which are detected.
pub(crate) fn read_data(path: &Path) -> Result<Data, Error> {
    read(path, |reader| Data::read_ndjson(reader))
}

fn read<T>(
    path: &Path,
    read: impl FnOnce(&mut dyn BufRead) -> Result<T, ReadError>,
) -> Result<T, Error> {
    let (file, reader) = input::open(path)?;
    let (start, reader) = peek(reader).map_err(|error| Error::Read {
        file: file.clone(),
        error,
    })?;
    let help = match is_ndjson(&start) {
        true => "",
        false => "; `fql match -c any \"\" FILE` writes its documents as one JSON object per line",
    };
    read(&mut BufReader::with_capacity(1 << 16, reader)).map_err(|error| {
        let source = std::error::Error::source(&error);
        let source = source.map_or_else(String::new, |source| format!(": {source}"));
        Error::InvalidInput {
            file,
            reason: format!("{error}{source}{help}"),
        }
    })
}

/// Returns the start of an input, and a reader of all of it.
fn peek(mut reader: Box<dyn Read>) -> io::Result<(Vec<u8>, impl Read)> {
    const START: u64 = 4 << 10;
    let mut start = Vec::new();
    reader.by_ref().take(START).read_to_end(&mut start)?;
    let all = io::Cursor::new(start.clone()).chain(reader);
    Ok((start, all))
}

/// Returns `false` for the start of a JSON array, a response of the API, or an object over several
/// lines.
fn is_ndjson(start: &[u8]) -> bool {
    let line = start.trim_ascii_start().split(|byte| *byte == b'\n').next();
    let line = line.unwrap_or_default().trim_ascii();
    let is_response = memchr::memmem::find(line, b"\"resources\"").is_some();
    !line.starts_with(b"[") && line != b"{" && !is_response
}

/// A file with the documents of a collection.
#[derive(Debug, Clone)]
pub(crate) struct Documents {
    pub(crate) table: &'static Table,
    pub(crate) path: PathBuf,
}

impl Documents {
    pub(crate) fn read(&self) -> Result<CollectionData, Error> {
        read(&self.path, |reader| {
            CollectionData::read_ndjson(self.table, reader)
        })
    }
}

/// Parses `COLLECTION=FILE`.
pub(super) fn parse_documents(argument: &str) -> Result<Documents, String> {
    let (name, path) = argument
        .split_once('=')
        .filter(|(_, path)| !path.is_empty())
        .ok_or("expected `COLLECTION=FILE`, such as `hosts=hosts.ndjson`")?;
    Ok(Documents {
        table: collection::find(name)?,
        path: path.into(),
    })
}
