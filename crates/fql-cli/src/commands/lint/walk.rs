//! The files to check, and their check in parallel.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};

use super::config::Config;
use super::file::{FileKind, check_file};
use super::finding::FileReport;
use crate::error::Error;

/// The number of reports per thread that wait for earlier files.
const MAX_WAITING: usize = 64;

/// A file to check.
#[derive(Debug)]
pub(super) struct File {
    pub(super) path: PathBuf,
    pub(super) kind: FileKind,
}

/// Returns the files below the paths, in the order of the paths and then by name.
pub(super) fn files(paths: &[PathBuf], config: &Config) -> Result<Vec<File>, Error> {
    let mut files = Vec::new();
    let excluded = excluded(config)?;
    // A hook passes the changed files, whether they are excluded or not.
    let is_included = |path: &&PathBuf| !excluded.matched(path, path.is_dir()).is_ignore();
    for path in paths.iter().filter(is_included) {
        let walk = WalkBuilder::new(path)
            .overrides(excluded.clone())
            // `.github` has workflows.
            .hidden(false)
            .filter_entry(|entry| entry.file_name() != ".git")
            .sort_by_file_name(Ord::cmp)
            .build();
        for entry in walk {
            let entry = entry.map_err(|error| read_error(path, error))?;
            let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
            if let Some(kind) = FileKind::of(entry.path()).filter(|_| is_file) {
                files.push(File {
                    path: entry.into_path(),
                    kind,
                });
            }
        }
    }
    Ok(files)
}

fn excluded(config: &Config) -> Result<Override, Error> {
    let mut builder = OverrideBuilder::new(".");
    let invalid = |error: ignore::Error| Error::InvalidInput {
        file: "configuration".to_owned(),
        reason: error.to_string(),
    };
    for pattern in &config.exclude {
        builder.add(&format!("!{pattern}")).map_err(invalid)?;
    }
    builder.build().map_err(invalid)
}

fn read_error(path: &Path, error: ignore::Error) -> Error {
    let file = path.display().to_string();
    let reason = error.to_string();
    match error.into_io_error() {
        Some(error) => Error::Read { file, error },
        None => Error::InvalidInput { file, reason },
    }
}

/// Checks files in parallel and passes the reports on in the order of the files.
pub(super) fn check_each(
    files: &[File],
    config: &Config,
    threads: Option<usize>,
    mut report: impl FnMut(&File, FileReport) -> Result<(), Error>,
) -> Result<(), Error> {
    let available = || thread::available_parallelism().map_or(1, NonZero::get);
    let threads = threads
        .unwrap_or_else(available)
        .clamp(1, files.len().max(1));
    let next = AtomicUsize::new(0);
    // A full channel stops the threads, so that few reports are in memory.
    let (sender, receiver) = mpsc::sync_channel(MAX_WAITING);
    thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(file) = files.get(index) else {
                        return;
                    };
                    let checked = check_file(&file.path, file.kind, config);
                    // The receiver is gone after an error.
                    if sender.send((index, checked)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut expected = 0;
        for (index, checked) in receiver {
            waiting.insert(index, checked);
            while let Some(checked) = waiting.remove(&expected) {
                if let Some(file) = files.get(expected) {
                    report(file, checked)?;
                }
                expected += 1;
            }
        }
        Ok(())
    })
}
