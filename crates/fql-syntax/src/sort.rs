//! Sort expressions: `last_seen|desc`, `hostname.asc`, `_count|desc`.

use std::fmt;

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Fix};
use crate::display_safe::message_excerpt;
use crate::report::{Diagnostics, Report};
use crate::span::Span;

/// Which end of the order comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// The smallest first.
    Ascending,
    /// The largest first.
    Descending,
}

impl Direction {
    /// `asc` or `desc`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ascending => "asc",
            Self::Descending => "desc",
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a collection wants between a sort's field and its direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Separator {
    /// `last_seen|desc`
    Pipe,
    /// `hostname.asc`
    Dot,
}

impl Separator {
    /// `|` or `.`.
    #[must_use]
    pub const fn as_char(self) -> char {
        match self {
            Self::Pipe => '|',
            Self::Dot => '.',
        }
    }
}

/// One sort expression: a field and a direction. Two are equal whatever separates them.
///
/// ```
/// use fql_syntax::{Direction, Separator, SortKey};
///
/// let key = SortKey::parse("last_seen.desc")?;
/// assert_eq!(key.field(), "last_seen");
/// assert_eq!(key.direction(), Direction::Descending);
/// assert_eq!(key.print(Separator::Pipe), "last_seen|desc");
/// # Ok::<(), fql_syntax::Report>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SortKey<'t> {
    field: &'t str,
    direction: Direction,
}

impl<'t> SortKey<'t> {
    /// Reads `field|asc`, `field|desc`, `field.asc` or `field.desc`. The field may be `_count` or
    /// `_term`, as aggregations sort their buckets.
    ///
    /// # Errors
    /// A report that says what is no sort in the text.
    pub fn parse(text: &'t str) -> Result<Self, Report> {
        let invalid = |diagnostic| {
            let mut findings = Diagnostics::default();
            findings.push(diagnostic);
            Report::new(text, findings)
        };
        let trimmed = text.trim_ascii();
        let Some(separator) = trimmed.rfind(['|', '.', ' ', ':', ',', '\t']) else {
            return Err(invalid(no_direction(text)));
        };
        let (field, behind) = trimmed.split_at(separator);
        let word = &behind[1..];
        let Some(direction) = direction(word) else {
            return Err(invalid(no_direction(text)));
        };
        let is_spelled = word == direction.as_str() && behind.starts_with(['|', '.']);
        if is_spelled && is_field(field) && text == trimmed {
            return Ok(Self { field, direction });
        }
        let field = field.trim_end_matches(['|', '.', ' ', ':', ',', '\t']);
        Err(invalid(if is_field(field) {
            misspelt(text, field, direction)
        } else {
            not_a_field(field)
        }))
    }

    /// What is sorted by.
    #[must_use]
    pub fn field(&self) -> &'t str {
        self.field
    }

    /// In which direction.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The text with the separator that a collection wants.
    #[must_use]
    pub fn print(&self, separator: Separator) -> String {
        format!("{}{}{}", self.field, separator.as_char(), self.direction)
    }
}

/// A direction, also as people write it.
fn direction(word: &str) -> Option<Direction> {
    let is = |name: &str| word.eq_ignore_ascii_case(name);
    if is("asc") || is("ascending") {
        Some(Direction::Ascending)
    } else if is("desc") || is("descending") {
        Some(Direction::Descending)
    } else {
        None
    }
}

fn is_field(field: &str) -> bool {
    crate::is_property_name(field)
}

fn no_direction(text: &str) -> Diagnostic {
    let field = message_excerpt(text.trim_ascii());
    Diagnostic::new(
        Code::InvalidSort,
        Span::new(0, text.len()),
        format!("`{field}` says no direction"),
        "write the property, `|` or `.`, and `asc` or `desc`",
    )
}

fn not_a_field(field: &str) -> Diagnostic {
    Diagnostic::new(
        Code::InvalidSort,
        Span::new(0, field.len()),
        format!("`{}` is not a property name", message_excerpt(field)),
        "write one property, `|` or `.`, and `asc` or `desc`",
    )
}

fn misspelt(text: &str, field: &str, direction: Direction) -> Diagnostic {
    let all = Span::new(0, text.len());
    let right = format!("{field}|{direction}");
    Diagnostic::new(
        Code::InvalidSort,
        all,
        format!("`{}` is not a sort", message_excerpt(text)),
        format!("write `{}`", message_excerpt(&right)),
    )
    .with_fix(Fix::replace(all, right))
}
