//! The place in a text that a recogniser looks at.

use crate::parse::grammar::{self, Grammar, is_space};
use crate::span::Span;

/// How far the end of a value that was not closed properly is looked for, in bytes: a mistake
/// must not cost a look through the whole text each time.
const WINDOW: usize = 200;

/// The text with a place in it: what every recogniser looks at.
#[derive(Clone, Copy)]
pub(super) struct Place<'t> {
    pub(super) grammar: Grammar<'t>,
    pub(super) at: usize,
}

impl<'t> Place<'t> {
    pub(super) fn text(self) -> &'t str {
        self.grammar.text
    }

    pub(super) fn moved_to(self, at: usize) -> Self {
        Self {
            at: at.min(self.text().len()),
            ..self
        }
    }

    pub(super) fn rest(self) -> &'t str {
        self.text().get(self.at..).unwrap_or_default()
    }

    /// The text here as far as it is looked through for the end of a value.
    pub(super) fn window(self) -> &'t str {
        let rest = self.rest();
        let mut end = rest.len().min(WINDOW);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        &rest[..end]
    }

    pub(super) fn bytes(self) -> &'t [u8] {
        &self.text().as_bytes()[self.at..]
    }

    pub(super) fn behind_space(self) -> Self {
        self.moved_to(
            self.at
                + self
                    .bytes()
                    .iter()
                    .take_while(|byte| is_space(**byte))
                    .count(),
        )
    }

    pub(super) fn starts_with(self, prefix: &str) -> bool {
        self.bytes().starts_with(prefix.as_bytes())
    }

    /// The next `length` bytes.
    pub(super) fn span(self, length: usize) -> Span {
        Span::new(self.at, (self.at + length).min(self.text().len()))
    }

    /// The character here, for messages.
    pub(super) fn character(self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The property that begins here.
    pub(super) fn property(self) -> Option<Span> {
        let (rest, read) = grammar::property(self.bytes()).ok()?;
        (!read.is_empty()).then(|| Span::new(self.at, self.grammar.offset(rest)))
    }

    /// Whether a property and its colon begin here.
    pub(super) fn at_clause(self) -> bool {
        self.property().is_some_and(|property| {
            self.moved_to(property.end())
                .behind_space()
                .starts_with(":")
        })
    }

    /// The next place where a clause may have ended, outside quotes, brackets and parentheses that
    /// open here: a connector, a closing parenthesis, or the end.
    pub(super) fn next_boundary(self) -> usize {
        let bytes = self.text().as_bytes();
        let mut at = self.at;
        let mut in_brackets = false;
        let mut parentheses = 0_usize;
        while at < bytes.len() {
            match bytes[at] {
                quote @ (b'\'' | b'"') => match grammar::quoted(&bytes[at..], quote) {
                    Ok((rest, _)) => {
                        at = self.grammar.offset(rest);
                        continue;
                    }
                    Err(_) => return bytes.len(),
                },
                b'{' if self.grammar.template => match grammar::hole(&bytes[at..]) {
                    Ok((rest, _)) => {
                        at = self.grammar.offset(rest);
                        continue;
                    }
                    Err(_) => return bytes.len(),
                },
                b'[' => in_brackets = true,
                b']' => in_brackets = false,
                b'(' => parentheses += 1,
                b')' if parentheses > 0 => parentheses -= 1,
                b'+' | b',' | b')' if !in_brackets && parentheses == 0 => return at,
                _ => {}
            }
            at += 1;
        }
        bytes.len()
    }
}

/// How far text reaches up to white space or a sign of the language.
pub(super) fn run_length(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .position(|byte| is_space(*byte) || b"+,()[]'\"".contains(byte))
        .unwrap_or(bytes.len())
}
