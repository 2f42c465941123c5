//! The check of one file.

use std::ops::Range;
use std::path::Path;

use fql_syntax::Span;

use super::check::check;
use super::config::Config;
use super::embedded::QUOTED;
use super::evidence::{self, mentions};
use super::finding::{FileReport, Finding, Lines, ListedFilter};
use super::host_string::HostString;
use super::markdown::{self, CodeBlock, Content};
use super::parse::{MAX_INDENTATION, parse};
use super::scan::{self, Candidate, Scan};
use super::suppression::Suppressions;
use super::syntax::Language;

/// The size up to which a file is checked.
const MAX_LEN: u64 = 8 << 20;

/// The form of a file.
#[derive(Debug, Clone, Copy)]
pub(super) enum FileKind {
    Program(Language),
    Markdown,
    /// Text that is not parsed.
    Text,
}

impl FileKind {
    /// Returns the kind of a file that can be checked.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?;
        match extension.to_ascii_lowercase().as_str() {
            "md" | "markdown" | "mdx" => Some(Self::Markdown),
            "tf" | "tfvars" | "sh" | "bash" | "zsh" => Some(Self::Text),
            other => Language::from_name(other)
                // Names of languages are not extensions.
                .filter(|_| other.len() <= 4 || other == "jsonc")
                .map(Self::Program),
        }
    }
}

/// Reads and checks a file.
pub(super) fn check_file(path: &Path, kind: FileKind, config: &Config) -> FileReport {
    let name = path.display().to_string().replace('\\', "/");
    let name = name.strip_prefix("./").unwrap_or(&name).to_owned();
    let skipped = |reason: String| FileReport {
        path: name.clone(),
        skipped: reason,
        ..FileReport::default()
    };
    let len = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
    if len > MAX_LEN {
        return skipped(format!("larger than {} MiB", MAX_LEN >> 20));
    }
    let source = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            return FileReport {
                is_unreadable: true,
                ..skipped(error.to_string())
            };
        }
    };
    match String::from_utf8(source) {
        Ok(source) => check_source(name, source, kind, config),
        Err(_) => skipped("not UTF-8".to_owned()),
    }
}

/// Checks the source of a file.
pub(super) fn check_source(
    path: String,
    source: String,
    kind: FileKind,
    config: &Config,
) -> FileReport {
    let mut report = FileReport {
        path,
        ..FileReport::default()
    };
    let mentions_falcon =
        evidence::mentions_falcon(&source) || evidence::mentions_falcon(&report.path);
    if !mentions_falcon && !mentions(&source, "filter") {
        return report;
    }
    let suppressions = Suppressions::new(&source);
    let lines = Lines::new(&source);
    let Some(scans) = scans(&source, kind) else {
        report.skipped = format!("more than {MAX_INDENTATION} levels of indentation");
        return report;
    };
    for scan in scans {
        for candidate in &scan.candidates {
            let Some(filter) = evidence::find(candidate, &scan, mentions_falcon) else {
                continue;
            };
            let expression = candidate.string.span();
            report.filters.push(ListedFilter {
                position: lines.position(&source, expression.start),
                filter: filter.template.source.clone(),
                collections: filter.known_collections(),
            });
            let expression = lines.line(expression.start)..=lines.line(expression.end);
            for finding in check(candidate, &scan, &filter) {
                match config.apply(finding) {
                    Some(finding)
                        if !suppressions.covers(
                            &finding,
                            *expression.start(),
                            *expression.end(),
                        ) =>
                    {
                        report.findings.push(finding);
                    }
                    _ => report.suppressed += 1,
                }
            }
        }
    }
    report.findings.sort_by_key(Finding::order);
    report.findings.dedup_by_key(|finding| finding.order());
    if !report.findings.is_empty() {
        report.source = source;
    }
    report
}

/// Returns the strings of a program, or of the code blocks of a document. Returns `None` if the program is
/// nested too deeply.
fn scans(source: &str, kind: FileKind) -> Option<Vec<Scan<'_>>> {
    Some(match kind {
        FileKind::Program(language) => {
            let tree = parse(language, source, &[])?;
            vec![scan::scan(language, &tree, source)]
        }
        FileKind::Text => vec![scan_text(source, 0..source.len())],
        FileKind::Markdown => {
            let blocks = markdown::code_blocks(source);
            let scans = blocks.iter().filter_map(|block| scan_block(block, source));
            scans.collect()
        }
    })
}

/// Returns the filters in text.
fn scan_text(source: &str, range: Range<usize>) -> Scan<'static> {
    let mut text = HostString::default();
    let content = source.get(range.clone()).unwrap_or_default();
    text.push_text(content.to_owned(), range, &QUOTED);
    let mut scan = Scan::default();
    scan.collect_embedded(&text, content);
    scan
}

fn scan_block<'s>(block: &CodeBlock, source: &'s str) -> Option<Scan<'s>> {
    match block.content {
        Content::Program(language) => {
            let tree = parse(language, source, &block.lines)?;
            Some(scan::scan(language, &tree, source))
        }
        Content::Text => {
            let (first, last) = (block.lines.first()?, block.lines.last()?);
            Some(scan_text(source, first.start_byte..last.end_byte))
        }
        Content::Filters => {
            let spans = block.lines.iter().filter_map(|line| {
                let text = source.get(line.start_byte..line.end_byte)?;
                let start = line.start_byte + text.len() - text.trim_start().len();
                let is_comment = text.trim().is_empty() || text.trim_start().starts_with('#');
                (!is_comment).then(|| Span::new(start, line.start_byte + text.trim_end().len()))
            });
            let filters = spans.map(|span| Candidate::filter(source, span.range()));
            Some(Scan::of(filters.collect()))
        }
    }
}
