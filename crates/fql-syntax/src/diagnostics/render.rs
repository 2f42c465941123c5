//! Rendering of diagnostics: the message, an excerpt of the source with a caret under the
//! problem, the help, and a note that leads to the details.

use std::error::Error;
use std::fmt::{self, Write as _};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::ast::span::Span;
use crate::diagnostics::code::{Code, Severity};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::diagnostics::report::{Report, position};
use crate::display_safe::{is_foreign_space, is_invisible};

/// The maximum width of an excerpt in columns.
const MAX_WIDTH: usize = 100;
/// The width of an excerpt on terminals that are narrower.
const MIN_WIDTH: usize = 16;
/// The columns around an excerpt: `  | ` before it, and the ellipsis of a line that continues.
const MARGIN: usize = 5;
/// The columns of context before the problem in a long line.
const LEAD: usize = 30;

/// Renders diagnostics as text.
///
/// ```
/// use fql_syntax::Renderer;
///
/// let report = fql_syntax::parse("status='open'").unwrap_err();
/// let rendered = Renderer::plain().report(&report);
/// assert_eq!(rendered, "\
/// error[FQL012]: `=` is not an FQL operator
///  --> 1:7
///   |
///   | status='open'
///   |       ^
///   = help: use `:` for equality
///   = note: for details run `fql explain FQL012`
/// ");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Renderer {
    is_colored: bool,
    excerpt_width: usize,
    details: fn(Code) -> Option<String>,
}

/// Creates a [plain](Renderer::plain) renderer.
impl Default for Renderer {
    fn default() -> Self {
        Self::plain()
    }
}

impl Renderer {
    /// Creates a renderer without color.
    #[must_use]
    pub const fn plain() -> Self {
        Self {
            is_colored: false,
            excerpt_width: MAX_WIDTH,
            details: |code| Some(code.details().to_owned()),
        }
    }

    /// Creates a renderer that uses the color escapes of terminals.
    #[must_use]
    pub const fn colored() -> Self {
        Self {
            is_colored: true,
            ..Self::plain()
        }
    }

    /// Limits the width of excerpts to a terminal with this number of columns, so that the caret
    /// stays under the problem. The terminal wraps messages itself.
    ///
    /// An excerpt is between 16 and 100 columns wide.
    #[must_use]
    pub const fn within(self, columns: usize) -> Self {
        let room = columns.saturating_sub(MARGIN);
        let excerpt_width = if room > MAX_WIDTH {
            MAX_WIDTH
        } else if room < MIN_WIDTH {
            MIN_WIDTH
        } else {
            room
        };
        Self {
            excerpt_width,
            ..self
        }
    }

    /// Replaces the note after the help, by default [`Code::details`], or omits it for `None`.
    ///
    /// ```
    /// use fql_syntax::Renderer;
    ///
    /// let report = fql_syntax::parse("status='open'").unwrap_err();
    /// let linked = Renderer::plain().with_details(|code| Some(format!("see https://example.com/{code}")));
    /// assert!(linked.report(&report).ends_with("  = note: see https://example.com/FQL012\n"));
    /// let short = Renderer::plain().with_details(|_| None);
    /// assert!(short.report(&report).ends_with("  = help: use `:` for equality\n"));
    /// ```
    #[must_use]
    pub const fn with_details(self, details: fn(Code) -> Option<String>) -> Self {
        Self { details, ..self }
    }

    /// Renders all diagnostics of a report, and the number of those that were omitted.
    #[must_use]
    pub fn report(self, report: &Report) -> String {
        let mut out = String::new();
        for diagnostic in report.diagnostics() {
            out.push_str(&self.diagnostic(report.text(), diagnostic));
        }
        if report.omitted() > 0 {
            // Writing to a string does not fail.
            let _ = writeln!(out, "and {} more", report.omitted());
        }
        out
    }

    /// Renders one diagnostic about `source`.
    #[must_use]
    pub fn diagnostic(self, source: &str, diagnostic: &Diagnostic) -> String {
        let severity = diagnostic.severity();
        let style = match severity {
            Severity::Error => Style::Red,
            Severity::Warning => Style::Yellow,
        };
        let span = diagnostic.span();
        let (line, column) = position(source, span.start());

        let mut out = String::new();
        let heading = format!("{severity}[{}]", diagnostic.code());
        self.push_styled(&mut out, style, &heading);
        let message = format!(": {}", diagnostic.message());
        self.push_styled(&mut out, Style::Bold, &message);
        let _ = writeln!(out, "\n --> {line}:{column}");
        self.push_excerpt(&mut out, source, span, style);
        let _ = writeln!(out, "  = help: {}", diagnostic.help());
        if let Some(note) = (self.details)(diagnostic.code()) {
            let _ = writeln!(out, "  = note: {note}");
        }
        out
    }

    /// Renders the part of `source` around a span with a caret under it, as a
    /// [diagnostic](Self::diagnostic) contains it.
    #[must_use]
    pub fn excerpt(self, source: &str, span: Span) -> String {
        let mut out = String::new();
        self.push_excerpt(&mut out, source, span, Style::Red);
        out
    }

    fn push_excerpt(self, out: &mut String, source: &str, span: Span, style: Style) {
        let excerpt = Excerpt::new(source, span, self.excerpt_width);
        let _ = write!(out, "  |\n  | {}\n  | ", excerpt.line);
        out.push_str(&" ".repeat(excerpt.indent));
        self.push_styled(out, style, &"^".repeat(excerpt.width));
        out.push('\n');
    }

    fn push_styled(self, out: &mut String, style: Style, text: &str) {
        if self.is_colored {
            let _ = write!(out, "\x1b[{}m{text}\x1b[0m", style.code());
        } else {
            out.push_str(text);
        }
    }
}

impl fmt::Display for Report {
    /// Writes what [`Renderer::report`] returns, without the line break at the end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Renderer::plain().report(self).trim_end_matches('\n'))
    }
}

impl Error for Report {}

#[derive(Clone, Copy)]
enum Style {
    Red,
    Yellow,
    Bold,
}

impl Style {
    fn code(self) -> &'static str {
        match self {
            Self::Red => "1;31",
            Self::Yellow => "1;33",
            Self::Bold => "1",
        }
    }
}

/// The printable part of a line around a problem, and the position of its caret.
struct Excerpt {
    line: String,
    indent: usize,
    width: usize,
}

impl Excerpt {
    fn new(source: &str, span: Span, max_width: usize) -> Self {
        let start = source.floor_char_boundary(span.start());
        let line_start = source[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = source[start..]
            .find('\n')
            .map_or(source.len(), |at| start + at);
        let line = source[line_start..line_end].trim_end_matches('\r');
        let from = line.floor_char_boundary(start - line_start);
        let to = span.end().saturating_sub(line_start);
        let to = line.floor_char_boundary(to).max(from);
        Self::of_line(line, from, to, max_width)
    }

    /// Marks the bytes `from..to` of a line and cuts the line to a window around them.
    fn of_line(line: &str, from: usize, to: usize, max_width: usize) -> Self {
        let cut = window_start(line, from, max_width);
        let mut visible = String::from(if cut > 0 { "…" } else { "" });
        let (mut indent, mut end) = (None, None);
        let mut used = usize::from(cut > 0);
        for (count, (offset, character)) in line[cut..].char_indices().enumerate() {
            let at = cut + offset;
            if at >= from {
                indent.get_or_insert(visible.width());
            }
            if at >= to {
                end.get_or_insert(visible.width());
            }
            let glyph = Glyph::of(character);
            used += glyph.width;
            // Characters without a width must not make a line long, either.
            if used > max_width || count > 4 * max_width {
                end.get_or_insert(visible.width());
                visible.push('…');
                break;
            }
            visible.push(glyph.character);
        }
        // The width of the whole string, because that of a composed emoji is not the sum of its
        // parts.
        let indent = indent.unwrap_or(visible.width());
        let end = end.unwrap_or(visible.width());
        Self {
            line: visible,
            indent,
            width: end.saturating_sub(indent).max(1),
        }
    }
}

/// The offset in a line where its excerpt starts, so that the problem at `from` is in the excerpt.
fn window_start(line: &str, from: usize, max_width: usize) -> usize {
    if line.len() <= max_width || from <= max_width / 2 {
        return 0;
    }
    let lead = LEAD.min(max_width / 3);
    let mut columns = 0;
    for (count, (at, character)) in line[..from].char_indices().rev().enumerate() {
        columns += Glyph::of(character).width;
        if columns >= lead || count > 4 * lead {
            return at;
        }
    }
    0
}

/// A printable replacement of a character. Control characters get a picture of one column.
struct Glyph {
    character: char,
    width: usize,
}

impl Glyph {
    fn of(character: char) -> Self {
        match character {
            '\t' => Self {
                character: ' ',
                width: 1,
            },
            '\0'..='\x1f' => {
                let picture = char::from_u32(0x2400 + u32::from(character));
                Self {
                    character: picture.unwrap_or('\u{fffd}'),
                    width: 1,
                }
            }
            // The zero-width joiner is a part of emoji.
            '\u{200d}' => Self {
                character,
                width: 0,
            },
            _ if is_invisible(character) || is_foreign_space(character) => Self {
                character: '\u{fffd}',
                width: 1,
            },
            _ => Self {
                character,
                width: character.width().unwrap_or(1),
            },
        }
    }
}
