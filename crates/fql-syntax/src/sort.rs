//! Sort expressions: `last_seen|desc`, `hostname.asc`, `_count|desc`.

use std::fmt;

use crate::ast::span::Span;
use crate::diagnostics::code::Code;
use crate::diagnostics::diagnostic::{Diagnostic, Fix};
use crate::diagnostics::report::{Diagnostics, Report};
use crate::display_safe::message_excerpt;
use crate::parser::grammar::is_property_name;

/// Separators of sort expressions, including those of other languages.
const SEPARATORS: [char; 6] = ['|', '.', ' ', ':', ',', '\t'];

/// The direction of a sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// The smallest value first.
    Ascending,
    /// The largest value first.
    Descending,
}

impl Direction {
    /// Returns `asc` or `desc`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ascending => "asc",
            Self::Descending => "desc",
        }
    }

    /// Recognizes the spellings of other languages, too.
    fn from_word(word: &str) -> Option<Self> {
        let is = |name: &str| word.eq_ignore_ascii_case(name);
        if is("asc") || is("ascending") {
            Some(Self::Ascending)
        } else if is("desc") || is("descending") {
            Some(Self::Descending)
        } else {
            None
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The separator that a collection requires between the field and the direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Separator {
    /// `last_seen|desc`
    Pipe,
    /// `hostname.asc`
    Dot,
}

impl Separator {
    /// Returns `|` or `.`.
    #[must_use]
    pub const fn as_char(self) -> char {
        match self {
            Self::Pipe => '|',
            Self::Dot => '.',
        }
    }
}

/// A sort expression: a field and a direction. Two are equal whatever their separator is.
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
    /// Parses `field|asc`, `field|desc`, `field.asc` or `field.desc`. The field may be `_count` or
    /// `_term`, by which aggregations sort their buckets.
    ///
    /// # Errors
    ///
    /// Returns a report with the problem of an invalid sort.
    pub fn parse(source: &'t str) -> Result<Self, Report> {
        Self::parse_or_explain(source).map_err(|diagnostic| {
            let mut diagnostics = Diagnostics::default();
            diagnostics.push(diagnostic);
            Report::new(source, diagnostics)
        })
    }

    fn parse_or_explain(source: &'t str) -> Result<Self, Diagnostic> {
        let trimmed = source.trim_ascii();
        let Some(separator) = trimmed.rfind(SEPARATORS) else {
            return Err(missing_direction(source));
        };
        let (field, direction) = trimmed.split_at(separator);
        let is_supported_separator = direction.starts_with(['|', '.']);
        let word = &direction[1..];
        let Some(direction) = Direction::from_word(word) else {
            return Err(missing_direction(source));
        };
        let is_well_formed = is_supported_separator && word == direction.as_str();
        if is_well_formed && is_property_name(field) && source == trimmed {
            return Ok(Self { field, direction });
        }
        let field = field.trim_end_matches(SEPARATORS);
        Err(if is_property_name(field) {
            malformed(source, field, direction)
        } else {
            invalid_field(field)
        })
    }

    /// Returns the field.
    #[must_use]
    pub fn field(&self) -> &'t str {
        self.field
    }

    /// Returns the direction.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// Returns the sort expression with this separator.
    #[must_use]
    pub fn print(&self, separator: Separator) -> String {
        format!("{}{}{}", self.field, separator.as_char(), self.direction)
    }
}

fn missing_direction(source: &str) -> Diagnostic {
    let trimmed = source.trim_ascii();
    // `-field` sorts in descending order in other languages.
    let signed = trimmed
        .strip_prefix('-')
        .map(|field| (field, Direction::Descending));
    let signed = signed.or_else(|| Some((trimmed.strip_prefix('+')?, Direction::Ascending)));
    if let Some((field, direction)) = signed.filter(|(field, _)| is_property_name(field)) {
        return malformed(source, field, direction);
    }
    let (field, direction) = trimmed.rsplit_once('|').unwrap_or((trimmed, ""));
    let message = match (message_excerpt(field), message_excerpt(direction)) {
        (field, direction) if field.is_empty() && direction.is_empty() => "empty sort".to_owned(),
        (field, direction) if direction.is_empty() => {
            format!("missing sort direction after `{field}`")
        }
        (_, direction) => format!("unknown sort direction `{direction}`"),
    };
    let field = match is_property_name(field) {
        true => message_excerpt(field),
        false => "property".into(),
    };
    let help = format!("use `{field}|asc` or `{field}|desc`");
    Diagnostic::new(Code::InvalidSort, Span::new(0, source.len()), message, help)
}

fn invalid_field(field: &str) -> Diagnostic {
    Diagnostic::new(
        Code::InvalidSort,
        Span::new(0, field.len()),
        match field {
            "" => "missing property".to_owned(),
            _ => format!("invalid property name `{}`", message_excerpt(field)),
        },
        "sort by one property: `property|asc` or `property|desc`",
    )
}

fn malformed(source: &str, field: &str, direction: Direction) -> Diagnostic {
    let whole = Span::new(0, source.len());
    let sort = format!("{field}|{direction}");
    Diagnostic::new(
        Code::InvalidSort,
        whole,
        format!("invalid sort `{}`", message_excerpt(source)),
        format!("use `{}`", message_excerpt(&sort)),
    )
    .with_fix(Fix::replace(whole, sort))
}
