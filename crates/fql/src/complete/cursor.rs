//! The position of a cursor in a filter: the token that is typed there.
//!
//! The scanner accepts any source. It reads up to the cursor only, so that a mistake after it does not
//! matter, and skips what it does not know.

use fql_syntax::Span;

/// The token at the cursor.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Cursor {
    /// The name of a field. The span may be empty.
    Field { span: Span, has_colon: bool },
    /// The place of the parenthesis after `!`.
    Group { at: usize },
    /// The place of the colon after a property.
    Colon { property: Span, at: usize },
    /// An operator or a value.
    Value(ValueCursor),
    /// The place of a comma or a bracket, in a list.
    AfterItem { at: usize },
    /// The place of a connective. The span is a word that is typed there.
    Connective { span: Span, is_in_group: bool },
}

/// A cursor in an operator or a value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ValueCursor {
    pub(super) property: Span,
    /// The text between the colon and the value or list.
    pub(super) operator: Span,
    /// The value, with quotes, up to its end. It may be empty.
    pub(super) span: Span,
    pub(super) position: usize,
    pub(super) is_in_list: bool,
    pub(super) is_in_group: bool,
}

impl Cursor {
    /// Finds the token at a position, which is a character boundary of the source.
    pub(super) fn find(source: &str, position: usize) -> Self {
        let mut scanner = Scanner {
            source,
            end: position,
            at: 0,
            open_groups: 0,
        };
        scanner.scan()
    }
}

struct Scanner<'s> {
    source: &'s str,
    /// The position of the cursor.
    end: usize,
    at: usize,
    open_groups: usize,
}

/// Bytes that end a value without quotes.
const fn ends_word(byte: u8) -> bool {
    matches!(
        byte,
        b'+' | b','
            | b'('
            | b')'
            | b'['
            | b']'
            | b':'
            | b'\''
            | b'"'
            | b' '
            | b'\t'
            | b'\r'
            | b'\n'
    )
}

const fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')
}

impl Scanner<'_> {
    /// Reads clauses and connectives alternately.
    fn scan(&mut self) -> Cursor {
        loop {
            if let Some(cursor) = self.operand() {
                return cursor;
            }
            if let Some(cursor) = self.connective() {
                return cursor;
            }
        }
    }

    /// Reads a clause; returns the token if the cursor is in it. Reads at least one character otherwise.
    fn operand(&mut self) -> Option<Cursor> {
        let mut is_negated = false;
        loop {
            self.skip_space();
            match self.peek() {
                None if is_negated => return Some(Cursor::Group { at: self.end }),
                None => return Some(self.field(self.end)),
                Some(b'(') => self.open_groups += 1,
                Some(b')') => {
                    self.open_groups = self.open_groups.saturating_sub(1);
                    self.at += 1;
                    return None;
                }
                Some(b'\'' | b'"') => {
                    let start = self.at;
                    if self.skip_quoted() {
                        return None;
                    }
                    // A string without a property; nothing is known about it.
                    return Some(self.value_without_property(start));
                }
                Some(byte) if is_name_byte(byte) => return self.clause(),
                Some(_) => {}
            }
            is_negated = self.peek() == Some(b'!');
            self.skip_char();
        }
    }

    fn clause(&mut self) -> Option<Cursor> {
        let start = self.at;
        self.skip_while(is_name_byte);
        if self.is_at_end() {
            return Some(self.field(start));
        }
        let property = Span::new(start, self.at);
        self.skip_space();
        match self.peek() {
            None => Some(Cursor::Colon {
                property,
                at: self.end,
            }),
            Some(b':') => {
                self.at += 1;
                self.comparison(property)
            }
            // A clause without a comparison.
            Some(b'+' | b',' | b')') => None,
            // Another operator, such as `=`: a mistake.
            Some(_) => {
                self.skip_char();
                self.skip_while(|byte| !ends_word(byte));
                None
            }
        }
    }

    fn comparison(&mut self, property: Span) -> Option<Cursor> {
        let colon_end = self.at;
        self.skip_space();
        let start = if self.is_at_end() { colon_end } else { self.at };
        self.skip_while(|byte| matches!(byte, b'!' | b'<' | b'>' | b'=' | b'~'));
        self.skip_stars();
        let operator = Span::new(start.min(self.at), self.at);
        self.skip_space();
        if self.peek() == Some(b'[') {
            self.at += 1;
            return self.list(property, operator);
        }
        self.value(property, operator, false)
    }

    /// Reads a star that is an operator: one before a string, or before the cursor.
    fn skip_stars(&mut self) {
        let rest = &self.source.as_bytes()[self.at..self.end];
        let stars = rest.iter().take_while(|byte| **byte == b'*').count();
        let negation = usize::from(stars > 0 && rest.get(stars) == Some(&b'!'));
        if matches!(rest.get(stars + negation), None | Some(b'\'' | b'"')) {
            self.at += stars + negation;
        }
    }

    fn list(&mut self, property: Span, operator: Span) -> Option<Cursor> {
        loop {
            self.skip_space();
            if let Some(cursor) = self.value(property, operator, true) {
                return Some(cursor);
            }
            self.skip_space();
            match self.peek() {
                None => return Some(Cursor::AfterItem { at: self.end }),
                Some(b']') => {
                    self.at += 1;
                    return None;
                }
                Some(_) => self.skip_char(),
            }
        }
    }

    /// Reads a value; returns the token if the cursor is in it.
    fn value(&mut self, property: Span, operator: Span, is_in_list: bool) -> Option<Cursor> {
        let start = self.at;
        let end = match self.peek() {
            Some(quote @ (b'\'' | b'"')) => {
                if self.skip_quoted() {
                    return None;
                }
                self.end_of_string(quote)
            }
            _ => {
                self.skip_while(|byte| !ends_word(byte));
                if !self.is_at_end() {
                    return None;
                }
                match start == self.end {
                    true => self.end_of_next_value(is_in_list),
                    false => self.end_of(|byte| !ends_word(byte)),
                }
            }
        };
        Some(Cursor::Value(ValueCursor {
            property,
            operator,
            span: Span::new(start, end),
            position: self.end,
            is_in_list,
            is_in_group: self.open_groups > 0,
        }))
    }

    /// Reads a connective; returns the token if the cursor is at its place.
    fn connective(&mut self) -> Option<Cursor> {
        loop {
            self.skip_space();
            match self.peek() {
                Some(b')') => {
                    self.open_groups = self.open_groups.saturating_sub(1);
                    self.at += 1;
                }
                Some(b'+' | b',') => {
                    self.at += 1;
                    return None;
                }
                _ => break,
            }
        }
        let start = self.at;
        self.skip_while(|byte| byte.is_ascii_alphabetic());
        if self.is_at_end() {
            return Some(Cursor::Connective {
                span: Span::new(start, self.end_of(|byte| byte.is_ascii_alphabetic())),
                is_in_group: self.open_groups > 0,
            });
        }
        let word = &self.source[start..self.at];
        if !word.eq_ignore_ascii_case("and") && !word.eq_ignore_ascii_case("or") {
            // A clause without a connective before it.
            self.at = start;
        }
        None
    }

    fn field(&self, start: usize) -> Cursor {
        let span = Span::new(start, self.end_of(is_name_byte));
        let rest = &self.source.as_bytes()[span.end()..];
        Cursor::Field {
            span,
            has_colon: rest.trim_ascii_start().first() == Some(&b':'),
        }
    }

    /// Returns a value without a property, for which there are no proposals.
    fn value_without_property(&self, start: usize) -> Cursor {
        Cursor::Value(ValueCursor {
            property: Span::new(start, start),
            operator: Span::new(start, start),
            span: Span::new(start, self.end),
            position: self.end,
            // As in a list, so that no operators and connectives are proposed.
            is_in_list: true,
            is_in_group: false,
        })
    }

    /// Returns the end of the token at the cursor, whose bytes `continues` accepts.
    fn end_of(&self, continues: fn(u8) -> bool) -> usize {
        let rest = &self.source.as_bytes()[self.end..];
        let len = rest.iter().take_while(|byte| continues(**byte)).count();
        self.end + len
    }

    /// Returns the end of the operator and the value that start at the cursor, which a proposal replaces.
    fn end_of_next_value(&self, is_in_list: bool) -> usize {
        let bytes = self.source.as_bytes();
        let start = self.end_of(|byte| matches!(byte, b'!' | b'<' | b'>' | b'=' | b'~' | b'*'));
        let end = match bytes.get(start) {
            Some(quote @ (b'\'' | b'"')) => string_end(bytes, start + 1, *quote),
            Some(b'[') if !is_in_list => list_end(bytes, start + 1),
            _ => {
                let word = bytes[start..].iter().take_while(|byte| !ends_word(**byte));
                Some(start + word.count())
            }
        };
        // A string or a list that is not closed may be the rest of the filter.
        end.unwrap_or(self.end)
    }

    /// Returns the end of the string at the cursor: its closing quote, if what follows the next quote is
    /// not the content of another string.
    fn end_of_string(&self, quote: u8) -> usize {
        let bytes = self.source.as_bytes();
        let is_closing = |end: &usize| {
            let after = bytes[*end..].trim_ascii_start();
            matches!(after.first(), None | Some(b'+' | b',' | b')' | b']'))
        };
        let end = string_end(bytes, self.end, quote).filter(is_closing);
        end.unwrap_or(self.end)
    }

    /// Reads a string. Returns `false` if it is not closed before the cursor.
    fn skip_quoted(&mut self) -> bool {
        let bytes = &self.source.as_bytes()[..self.end];
        let end = string_end(bytes, self.at + 1, bytes[self.at]);
        self.at = end.unwrap_or(self.end);
        end.is_some()
    }

    fn peek(&self) -> Option<u8> {
        self.source.as_bytes()[..self.end].get(self.at).copied()
    }

    fn is_at_end(&self) -> bool {
        self.at >= self.end
    }

    fn skip_while(&mut self, accepts: fn(u8) -> bool) {
        while self.peek().is_some_and(accepts) {
            self.at += 1;
        }
    }

    fn skip_space(&mut self) {
        self.skip_while(|byte| byte.is_ascii_whitespace());
    }

    /// Skips one character, which may have several bytes.
    fn skip_char(&mut self) {
        let rest = self.source.get(self.at..self.end).unwrap_or_default();
        self.at += rest.chars().next().map_or(1, char::len_utf8);
    }
}

/// Returns the index after the closing quote of a string whose content starts at `at`; `None` if it is not
/// closed.
fn string_end(bytes: &[u8], mut at: usize, quote: u8) -> Option<usize> {
    loop {
        match *bytes.get(at)? {
            byte if byte == quote => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// Returns the index after the closing bracket of a list whose content starts at `at`; `None` if it is not
/// closed.
fn list_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match *bytes.get(at)? {
            b']' => return Some(at + 1),
            quote @ (b'\'' | b'"') => at = string_end(bytes, at + 1, quote)?,
            _ => at += 1,
        }
    }
}
