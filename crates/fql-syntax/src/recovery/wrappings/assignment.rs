//! Names before a filter: of a parameter, an option, a member of JSON or a variable.

use super::{PASS_ONLY_FILTER, diagnostic, has_code, has_encoded_string, unwrapped, whole};
use crate::ast::span::Span;
use crate::diagnostics::diagnostic::Fix;
use crate::display_safe::message_excerpt;
use crate::parser::grammar::{self, is_space};
use crate::recovery::{Cursor, Recovery, quotes};

/// Names of parameters and options whose value is a filter.
const NAMES: &[&str] = &["filter", "fql", "query", "q"];

/// Keywords before the name of a variable.
const DECLARATIONS: &[&str] = &[
    "let", "const", "var", "val", "my", "our", "local", "static", "export", "set", "readonly",
    "string",
];

/// A name and a separator before a value.
struct Prefix<'t> {
    /// The name with its separator.
    span: Span,
    name: &'t str,
    /// `-`, `--`, `?`, `&` or `$`.
    sigil: &'t str,
    separator: Separator,
    is_declaration: bool,
    value: Cursor<'t>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    Equals,
    Colon,
    Space,
}

/// `filter=status:'open'`, `-Filter "status:'open'"`, `let filter = "status:'open'";`
pub(super) fn prefix(start: Cursor<'_>) -> Option<Recovery> {
    let prefix = Prefix::parse(start)?;
    if prefix.value.at_clause() {
        return prefix.before_clause();
    }
    prefix.before_string()
}

impl<'t> Prefix<'t> {
    fn parse(start: Cursor<'t>) -> Option<Self> {
        let cursor = after_declaration(start);
        let is_declaration = cursor.at > start.at;
        let sigil = cursor.span(cursor.run(|byte| b"-?&$".contains(byte)));
        let quoted = cursor.moved_to(sigil.end());
        let quote = quoted.byte().filter(|_| quoted.at_quote());
        let name = quoted.moved_by(quote.map_or(0, |_| 1));
        let length = name.run(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(byte));
        let name_end = name.moved_by(length);
        let name = name.span(length).slice(start.source());
        let end = match quote {
            Some(_) if name_end.byte() == quote => name_end.moved_by(1),
            Some(_) => return None,
            None => name_end,
        };
        let sigil = sigil.slice(start.source());
        let at_separator = match is_declaration {
            true => end.moved_by(end.run(|byte| !b"='\"".contains(byte))),
            false => end.after_space(),
        };
        let after_equals = at_separator.moved_by(1);
        let (separator, after) = match at_separator.byte()? {
            b'=' if !after_equals.starts_with("=") && !after_equals.starts_with("~") => {
                (Separator::Equals, after_equals)
            }
            b':' if at_separator.starts_with(":=") => (Separator::Equals, at_separator.moved_by(2)),
            b':' => (Separator::Colon, at_separator.moved_by(1)),
            _ if end.byte().is_some_and(is_space) => (Separator::Space, end.moved_by(1)),
            _ => return None,
        };
        Some(Self {
            span: Span::new(start.at, after.at),
            name,
            sigil,
            separator,
            is_declaration,
            value: after.after_space(),
        })
        .filter(Self::is_known)
    }

    /// Returns `true` for a name of a filter and a separator that belongs to it, and for the name of any
    /// variable.
    fn is_known(&self) -> bool {
        let is_option = self.sigil.starts_with('-');
        match self.separator {
            Separator::Equals => !self.name.is_empty(),
            Separator::Colon => self.has_parameter_name() && !self.name.eq_ignore_ascii_case("q"),
            Separator::Space if is_option => self.has_parameter_name() || self.name == "f",
            Separator::Space => self.name.eq_ignore_ascii_case("fql"),
        }
    }

    fn has_parameter_name(&self) -> bool {
        NAMES
            .iter()
            .any(|name| self.name.eq_ignore_ascii_case(name))
    }

    /// Returns `true` for a name that ends in `filter`, such as `host_filter`.
    fn has_filter_name(&self) -> bool {
        let lower = self.name.to_ascii_lowercase();
        self.has_parameter_name()
            || ["filter", "fql", "query"]
                .iter()
                .any(|name| lower.ends_with(name))
    }

    fn source(&self) -> &'t str {
        self.value.source()
    }

    /// `filter=status:'open'`
    fn before_clause(&self) -> Option<Recovery> {
        if !self.has_parameter_name() && self.separator == Separator::Equals {
            return None;
        }
        let diagnostic = diagnostic(self.span, self.message(), PASS_ONLY_FILTER);
        let value = self.value.rest();
        let is_parameter = self.separator == Separator::Equals;
        if is_parameter && (value.contains('&') || has_encoded_string(value)) {
            // Other parameters and escapes follow.
            return Some(whole(self.value, diagnostic, None));
        }
        let fix = Fix::replace(Span::new(self.span.start(), self.value.at), "");
        Some(Recovery::then_operand(
            diagnostic.with_fix(fix),
            self.value.at,
        ))
    }

    /// `filter = "status:'open'"`
    fn before_string(&self) -> Option<Recovery> {
        let value = self.value.rest().trim_ascii_end();
        let value = value.strip_suffix([';', ',']).unwrap_or(value);
        let filter = unwrapped(self.value, value.trim_ascii_end());
        let is_option = self.sigil.starts_with('-');
        // A field may have this name: `filter='x'`, `title="user:bob"`.
        let is_wrapping = match filter {
            Some(_) if self.has_filter_name() || self.is_declaration => true,
            Some(_) => value.matches(['\'', '"']).count() > 2,
            None => self.holds_clause() || (is_option && self.at_string()),
        };
        if !is_wrapping {
            return None;
        }
        let is_certain = self.has_filter_name() || self.is_declaration || is_option;
        let help = match is_certain {
            true => PASS_ONLY_FILTER.to_owned(),
            false => format!(
                "{PASS_ONLY_FILTER}; if `{0}` is a field, use `{0}:`",
                message_excerpt(self.name)
            ),
        };
        let diagnostic = diagnostic(self.span, self.message(), help);
        Some(whole(self.value, diagnostic, filter.filter(|_| is_certain)))
    }

    fn message(&self) -> String {
        let prefix = self.span.slice(self.source()).trim_ascii();
        format!("`{}` before the filter", message_excerpt(prefix))
    }

    fn at_string(&self) -> bool {
        let first = self.value.character();
        first.is_some_and(|first| matches!(first, '\'' | '"') || quotes::is_typographic(first))
    }

    /// Returns `true` for the name of a filter before a string that starts with a clause. A letter before
    /// the quote marks it as a kind of string.
    fn holds_clause(&self) -> bool {
        let letter = self
            .value
            .run(|byte| byte.is_ascii_alphabetic() || b"@$&".contains(byte));
        let string = self.value.moved_by(letter.min(1));
        if !(self.has_filter_name() || self.is_declaration) || !string.at_quote() {
            return false;
        }
        let inside = string.moved_by(1).after_space();
        let quote = string.byte().unwrap_or(b'"');
        let is_filter = |string: &str| {
            let is_filter = self.value.grammar.is_filter;
            !has_code(string) && is_filter.is_some_and(|is_filter| is_filter(string))
        };
        inside.at_clause()
            || grammar::quoted(string.bytes(), quote).is_ok_and(|(rest, _)| {
                let end = string.grammar.offset(rest) - 1;
                is_filter(Span::new(string.at + 1, end).slice(self.source()))
            })
    }
}

/// The position after `let ` or a similar keyword.
fn after_declaration(start: Cursor<'_>) -> Cursor<'_> {
    let length = start.run(|byte| byte.is_ascii_alphabetic());
    let word = start.span(length).slice(start.source());
    let after = start.moved_by(length);
    let is_declaration = DECLARATIONS
        .iter()
        .any(|name| word.eq_ignore_ascii_case(name));
    match after.byte() {
        Some(byte) if is_declaration && is_space(byte) => after.after_space(),
        _ => start,
    }
}
