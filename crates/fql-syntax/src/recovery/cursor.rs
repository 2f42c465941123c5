//! A position in the source.

use crate::ast::span::Span;
use crate::parser::grammar::{self, Grammar, is_space};

/// The maximum distance, in bytes, up to which the end of a malformed value is searched for. Without
/// it every problem would cost a search through the whole source.
pub(super) const WINDOW: usize = 200;

/// Counts the bytes that recovery visits, so that a test can compare them with the length of the source.
#[cfg(test)]
pub(crate) mod work {
    use std::cell::Cell;

    thread_local! {
        static VISITED: Cell<usize> = const { Cell::new(0) };
    }

    pub(crate) fn add(bytes: usize) {
        VISITED.set(VISITED.get() + bytes);
    }

    pub(crate) fn take() -> usize {
        VISITED.take()
    }
}

/// A position in the source, from which recognizers look ahead.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    pub(super) grammar: Grammar<'t>,
    pub(super) at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn source(self) -> &'t str {
        self.grammar.source
    }

    pub(super) fn moved_to(self, at: usize) -> Self {
        Self {
            at: at.min(self.source().len()),
            ..self
        }
    }

    pub(super) fn moved_by(self, length: usize) -> Self {
        self.moved_to(self.at + length)
    }

    pub(super) fn after_space(self) -> Self {
        self.moved_by(self.run(|byte| is_space(*byte)))
    }

    pub(super) fn rest(self) -> &'t str {
        self.source().get(self.at..).unwrap_or_default()
    }

    pub(super) fn bytes(self) -> &'t [u8] {
        &self.source().as_bytes()[self.at..]
    }

    pub(super) fn byte(self) -> Option<u8> {
        self.bytes().first().copied()
    }

    pub(super) fn character(self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn starts_with(self, prefix: &str) -> bool {
        self.bytes().starts_with(prefix.as_bytes())
    }

    pub(super) fn at_quote(self) -> bool {
        matches!(self.byte(), Some(b'\'' | b'"'))
    }

    /// The part of the source in which the end of a value is searched for.
    pub(super) fn window(self) -> &'t str {
        let rest = self.rest();
        let window = &rest[..rest.floor_char_boundary(WINDOW)];
        #[cfg(test)]
        work::add(window.len());
        window
    }

    /// The source before this position, without white space at its end.
    pub(super) fn before(self) -> &'t str {
        self.source()[..self.at].trim_ascii_end()
    }

    /// The number of bytes from here on that satisfy a predicate.
    pub(super) fn run(self, is_in_run: impl Fn(&u8) -> bool) -> usize {
        let count = self
            .bytes()
            .iter()
            .take_while(|byte| is_in_run(byte))
            .count();
        #[cfg(test)]
        work::add(count);
        count
    }

    /// The next `length` bytes.
    pub(super) fn span(self, length: usize) -> Span {
        Span::new(self.at, (self.at + length).min(self.source().len()))
    }

    /// The next character; empty at the end.
    pub(super) fn character_span(self) -> Span {
        self.span(self.character().map_or(0, char::len_utf8))
    }

    /// The property that starts here.
    pub(super) fn property(self) -> Option<Span> {
        let property = self.span(grammar::property_end(self.bytes())?);
        #[cfg(test)]
        work::add(property.len());
        Some(property)
    }

    /// Returns `true` if a property and a colon start here.
    pub(super) fn at_clause(self) -> bool {
        self.property()
            .is_some_and(|property| self.moved_to(property.end()).after_space().starts_with(":"))
    }

    /// Returns `true` if a value may end here.
    pub(super) fn at_value_end(self) -> bool {
        matches!(self.byte(), None | Some(b'+' | b',' | b')' | b']'))
    }

    /// Returns `true` if a clause may end here.
    pub(super) fn at_clause_end(self) -> bool {
        matches!(self.byte(), None | Some(b'+' | b',' | b')'))
    }

    /// The offset of the next connective, closing parenthesis or end that is not inside quotes,
    /// brackets or parentheses that open from here on.
    pub(super) fn next_boundary(self) -> usize {
        let boundary = self.find_boundary();
        #[cfg(test)]
        work::add(boundary - self.at);
        boundary
    }

    fn find_boundary(self) -> usize {
        let bytes = self.source().as_bytes();
        let mut at = self.at;
        let mut in_brackets = false;
        let mut parentheses = 0_usize;
        while at < bytes.len() {
            if let Some(end) = self.moved_to(at).end_of_token() {
                at = end;
                continue;
            }
            match bytes[at] {
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

    /// The end of the string or placeholder that starts here, or of the source if it is not closed.
    pub(super) fn end_of_token(self) -> Option<usize> {
        let input = self.bytes();
        let rest = match self.byte()? {
            quote @ (b'\'' | b'"') => grammar::quoted(input, quote).map(|(rest, _)| rest),
            b'{' if self.grammar.is_template => grammar::placeholder(input).map(|(rest, ())| rest),
            _ => return None,
        };
        Some(rest.map_or(self.source().len(), |rest| self.grammar.offset(rest)))
    }
}

/// The length of a run without white space and FQL punctuation.
pub(super) fn run_length(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .position(|byte| is_space(*byte) || b"+,()[]'\"".contains(byte))
        .unwrap_or(bytes.len())
}
