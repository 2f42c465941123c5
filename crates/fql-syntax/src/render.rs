//! Diagnostics as people read them: the message, an excerpt with a caret under the problem, the help,
//! and a note that leads to the details.

use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::code::{Code, Severity};
use crate::diagnostic::Diagnostic;
use crate::display_safe::{is_foreign_space, is_invisible};
use crate::report::{Report, position};
use crate::span::Span;

/// How many columns of a long line are shown, unless there is less room.
const EXCERPT_WIDTH: usize = 100;
/// How many columns are shown however little room there is.
const LEAST_WIDTH: usize = 16;
/// What stands before an excerpt and behind it: `  | ` and a sign that the line goes on.
const MARGIN: usize = 5;
/// How many columns of context are kept before the problem in a long line.
const LEAD: usize = 30;

/// Draws diagnostics.
///
/// ```
/// use fql_syntax::Renderer;
///
/// let report = fql_syntax::parse("status='open'").unwrap_err();
/// let drawn = Renderer::plain().report(&report);
/// assert_eq!(drawn, "\
/// error[FQL012]: `=` compares nothing here
///  --> 1:7
///   |
///   | status='open'
///   |       ^
///   = help: write `:` for equality
///   = note: for details run `fql explain FQL012`
/// ");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Renderer {
    colour: bool,
    excerpt_width: usize,
    details: fn(Code) -> Option<String>,
}

impl Renderer {
    /// Draws without colour.
    #[must_use]
    pub const fn plain() -> Self {
        Self {
            colour: false,
            excerpt_width: EXCERPT_WIDTH,
            details: |code| Some(code.details().to_owned()),
        }
    }

    /// Draws with the escape sequences of a terminal.
    #[must_use]
    pub const fn colored() -> Self {
        Self {
            colour: true,
            ..Self::plain()
        }
    }

    /// Draws for a terminal of so many columns: no excerpt of a filter is wider, so that the caret
    /// stays under the problem. Messages are left to the terminal to break.
    ///
    /// Excerpts have 100 columns at most, and 16 at least.
    #[must_use]
    pub const fn within(self, columns: usize) -> Self {
        let room = columns.saturating_sub(MARGIN);
        let excerpt_width = if room > EXCERPT_WIDTH {
            EXCERPT_WIDTH
        } else if room < LEAST_WIDTH {
            LEAST_WIDTH
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
    /// assert!(short.report(&report).ends_with("  = help: write `:` for equality\n"));
    /// ```
    #[must_use]
    pub const fn with_details(self, details: fn(Code) -> Option<String>) -> Self {
        Self { details, ..self }
    }

    /// Every finding of a report, and how many were left out.
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

    /// One finding about `text`.
    #[must_use]
    pub fn diagnostic(self, text: &str, diagnostic: &Diagnostic) -> String {
        let severity = diagnostic.severity();
        let tint = match severity {
            Severity::Error => Tint::Red,
            Severity::Warning => Tint::Yellow,
        };
        let span = diagnostic.span();
        let (line, column) = position(text, span.start());

        let mut out = String::new();
        self.paint(
            &mut out,
            tint,
            &format!("{severity}[{}]", diagnostic.code()),
        );
        self.paint(&mut out, Tint::Bold, &format!(": {}", diagnostic.message()));
        let _ = writeln!(out, "\n --> {line}:{column}");
        self.push_excerpt(&mut out, text, span, tint);
        let _ = writeln!(out, "  = help: {}", diagnostic.help());
        if let Some(note) = (self.details)(diagnostic.code()) {
            let _ = writeln!(out, "  = note: {note}");
        }
        out
    }

    /// The part of `text` around a span, with a caret under it, as [`diagnostic`](Self::diagnostic)
    /// shows it.
    #[must_use]
    pub fn excerpt(self, text: &str, span: Span) -> String {
        let mut out = String::new();
        self.push_excerpt(&mut out, text, span, Tint::Red);
        out
    }

    fn push_excerpt(self, out: &mut String, text: &str, span: Span, tint: Tint) {
        let excerpt = Excerpt::new(text, span, self.excerpt_width);
        // Writing to a string does not fail.
        let _ = write!(out, "  |\n  | {}\n  | ", excerpt.line);
        out.push_str(&" ".repeat(excerpt.indent));
        self.paint(out, tint, &"^".repeat(excerpt.width));
        out.push('\n');
    }

    fn paint(self, out: &mut String, tint: Tint, text: &str) {
        if self.colour {
            let _ = write!(out, "\x1b[{}m{text}\x1b[0m", tint.code());
        } else {
            out.push_str(text);
        }
    }
}

#[derive(Clone, Copy)]
enum Tint {
    Red,
    Yellow,
    Bold,
}

impl Tint {
    fn code(self) -> &'static str {
        match self {
            Self::Red => "1;31",
            Self::Yellow => "1;33",
            Self::Bold => "1",
        }
    }
}

/// The part of a line around a problem, fit to print, and where the caret goes.
struct Excerpt {
    line: String,
    indent: usize,
    width: usize,
}

impl Excerpt {
    fn new(text: &str, span: Span, width: usize) -> Self {
        let start = span.start().min(text.len());
        let line_start = text[..floor(text, start)]
            .rfind('\n')
            .map_or(0, |at| at + 1);
        let line_end = text[floor(text, start)..]
            .find('\n')
            .map_or(text.len(), |at| floor(text, start) + at);
        let line = text[line_start..line_end].trim_end_matches('\r');
        let from = floor(line, (start - line_start).min(line.len()));
        let to = span.end().saturating_sub(line_start).min(line.len());
        let to = floor(line, to).max(from);
        Self::of_line(line, from, to, width)
    }

    /// Shows the bytes `from..to` of a line, with what fits around them.
    fn of_line(line: &str, from: usize, to: usize, width: usize) -> Self {
        let cut = window_start(line, from, width);
        let mut shown = String::from(if cut > 0 { "…" } else { "" });
        let (mut indent, mut end) = (None, None);
        let mut used = usize::from(cut > 0);
        for (count, (offset, character)) in line[cut..].char_indices().enumerate() {
            let at = cut + offset;
            if at >= from {
                indent.get_or_insert(shown.width());
            }
            if at >= to {
                end.get_or_insert(shown.width());
            }
            let printed = Printed::of(character);
            used += printed.width;
            // Characters without a width must not make a line long, either.
            if used > width || count > 4 * width {
                end.get_or_insert(shown.width());
                shown.push('…');
                break;
            }
            shown.push(printed.character);
        }
        // As a whole, because the width of an emoji of several characters is not their sum.
        let indent = indent.unwrap_or(shown.width());
        let end = end.unwrap_or(shown.width());
        Self {
            line: shown,
            indent,
            width: end.saturating_sub(indent).max(1),
        }
    }
}

/// Where the excerpt of a long line begins, so that the problem at `from` is in it.
fn window_start(line: &str, from: usize, width: usize) -> usize {
    // A line this short needs no window, and its width is not worth computing otherwise.
    if line.len() <= width || from <= width / 2 {
        return 0;
    }
    let lead = LEAD.min(width / 3);
    let mut columns = 0;
    for (count, (at, character)) in line[..from].char_indices().rev().enumerate() {
        columns += Printed::of(character).width;
        if columns >= lead || count > 4 * lead {
            return at;
        }
    }
    0
}

/// A character as it is shown: control characters get a picture of one column.
struct Printed {
    character: char,
    width: usize,
}

impl Printed {
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
            // A part of an emoji.
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

/// The last character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
