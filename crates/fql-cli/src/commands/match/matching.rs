//! Documents line by line, and what is written of them.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use fql::eval::Matcher;

use super::{Args, size};
use crate::failure::Failure;
use crate::input::{BYTE_ORDER_MARK, Place, STANDARD_INPUT};
use crate::lines::{Line, Lines};
use crate::output::{Output, tell};
use crate::progress::Progress;

/// So many malformed lines are named; a file that is no NDJSON has only such lines.
const NAMED: u64 = 100;

/// The run of a filter over files.
pub(super) struct Matching<'m> {
    matcher: &'m Matcher,
    args: &'m Args,
    out: &'m mut Output,
    lines: Lines,
    progress: Progress,
    matched: u64,
    malformed: u64,
    /// The line that was written last has no ending.
    is_open: bool,
}

impl<'m> Matching<'m> {
    pub(super) fn new(matcher: &'m Matcher, args: &'m Args, out: &'m mut Output) -> Self {
        // Matching lines on the same terminal would tear the bar apart.
        let is_free = args.count || !out.is_terminal();
        let progress = match total_length(args) {
            Some(length) if is_free => Progress::of_bytes(length),
            _ => Progress::hidden(),
        };
        Self {
            matcher,
            args,
            out,
            lines: Lines::new(args.max_line),
            progress,
            matched: 0,
            malformed: 0,
            is_open: false,
        }
    }

    pub(super) fn file(&mut self, path: &Path) -> Result<(), Failure> {
        if path == Path::new("-") {
            return self.standard_input();
        }
        let name = path.display().to_string();
        match File::open(path) {
            Ok(mut file) => {
                let may_wait = !file.metadata().is_ok_and(|metadata| metadata.is_file());
                self.all_lines(&name, &mut file, may_wait)
            }
            Err(error) => Err(Failure::Read { file: name, error }),
        }
    }

    pub(super) fn standard_input(&mut self) -> Result<(), Failure> {
        self.all_lines(STANDARD_INPUT, &mut io::stdin().lock(), true)
    }

    fn all_lines(
        &mut self,
        name: &str,
        reader: &mut impl Read,
        may_wait: bool,
    ) -> Result<(), Failure> {
        let mut lines = std::mem::take(&mut self.lines);
        lines.clear();
        let mut number = 0;
        loop {
            while let Some(line) = lines.next_whole() {
                number += 1;
                self.line(Place::Line(name, number), line)?;
            }
            // What has been found is shown before more is waited for.
            if may_wait {
                self.out.flush()?;
            }
            let length = lines.fill(reader).map_err(|error| Failure::Read {
                file: name.into(),
                error,
            })?;
            if length == 0 {
                break;
            }
            self.progress.add(length);
        }
        if let Some(line) = lines.rest() {
            self.line(Place::Line(name, number + 1), line)?;
        }
        self.lines = lines;
        Ok(())
    }

    fn line(&mut self, place: Place<'_>, line: Line<'_>) -> Result<(), Failure> {
        let Line::Whole(line) = line else {
            let limit = size::shown(self.args.max_line);
            let problem = format!("the line is longer than {limit}; allow more with `--max-line`");
            return self.malformed(place, &problem);
        };
        let document = match place {
            Place::Line(_, 1) => line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line),
            _ => line,
        };
        let document = document.trim_ascii_end();
        if document.is_empty() {
            return Ok(());
        }
        match self.matcher.matches_json(document) {
            Ok(true) => self.found(line),
            Ok(false) => Ok(()),
            Err(error) => self.malformed(place, &error.to_string()),
        }
    }

    fn found(&mut self, line: &[u8]) -> Result<(), Failure> {
        self.matched += 1;
        if self.args.count {
            return Ok(());
        }
        if self.is_open {
            self.out.write_all(b"\n")?;
        }
        self.is_open = !line.ends_with(b"\n");
        self.out.write_all(line)?;
        Ok(self.out.end_answer()?)
    }

    fn malformed(&mut self, place: Place<'_>, problem: &str) -> Result<(), Failure> {
        if self.args.strict {
            return Err(Failure::MalformedItem {
                place: place.to_string(),
                problem: problem.to_owned(),
            });
        }
        self.malformed += 1;
        if self.malformed <= NAMED {
            self.progress
                .aside(|| tell(&format!("fql: {place}: {problem}\n")));
        }
        Ok(())
    }

    /// Writes what is left to say, and gives back how many lines matched.
    pub(super) fn end(self) -> Result<u64, Failure> {
        self.progress.end();
        if self.args.count {
            writeln!(self.out, "{}", self.matched)?;
        }
        let lines = match self.malformed {
            0 => return Ok(self.matched),
            1 => "1 malformed line was".to_owned(),
            many => format!("{many} malformed lines were"),
        };
        // Standard output goes first, so that the two come in this order where they are one.
        self.out.flush()?;
        tell(&format!("fql: {lines} skipped\n"));
        Ok(self.matched)
    }
}

/// How many bytes all files have together; nothing when one of them has no length.
fn total_length(args: &Args) -> Option<u64> {
    let length = |path: &std::path::PathBuf| {
        let metadata = fs::metadata(path).ok()?;
        metadata.is_file().then_some(metadata.len())
    };
    let lengths: Option<Vec<u64>> = args.files.iter().map(length).collect();
    let total = lengths?.iter().sum();
    (total > 0).then_some(total)
}
