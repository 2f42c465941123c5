//! The limit for parsing a filter: a hand-written parser of the same grammar, optimized only for speed.
//!
//! It accepts exactly the sources that `fql_syntax::parse` accepts, with the same limits, and returns a
//! tree of the same shape: groups are flat and have at least two parts, and the negation of a group is
//! pushed down to its clauses. `tests/limit_parser.rs` compares both.
//!
//! Unfair advantages: it reports where parsing stopped but not why, stops at the first error, emits no
//! warnings, records no spans and no canonical spelling, has no templates, and recurses. Disadvantage:
//! each group and each list is a separate vector.

use fql_syntax::{Comparison, Connective, Limits, Operator};

/// A clause or a group.
#[derive(Debug, Clone, PartialEq)]
pub enum Node<'t> {
    /// One comparison.
    Clause(Clause<'t>),
    /// At least two parts, none of which is a group of the same connective.
    Group(Connective, Vec<Node<'t>>),
}

/// One comparison of a property with a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause<'t> {
    /// The property, with dots.
    pub property: &'t str,
    /// The operator.
    pub operator: Operator,
    /// The value.
    pub value: Value<'t>,
}

/// The value of a clause.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'t> {
    /// Contents of a string in either quotes without backslashes.
    Plain(&'t str),
    /// Contents of a single-quoted string with backslashes.
    SingleQuoted(&'t str),
    /// Contents of a double-quoted string with backslashes.
    DoubleQuoted(&'t str),
    /// The number as written.
    Integer(&'t str),
    /// The number as written.
    Float(&'t str),
    /// `true` or `false`
    Boolean(bool),
    /// `null`
    Null,
    /// An unquoted word.
    Word(&'t str),
    /// `[a,b]`: at least one value, none of which is a list.
    List(Vec<Value<'t>>),
}

/// The source is not a valid filter; parsing stopped at this byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped {
    /// The offset of the byte.
    pub at: usize,
}

/// Parses a filter; `None` is the filter that matches everything.
///
/// # Errors
/// The offset at which the source is invalid.
pub fn parse(text: &str) -> Result<Option<Node<'_>>, Stopped> {
    if text.len() > Limits::DEFAULT.max_len {
        return Err(Stopped {
            at: Limits::DEFAULT.max_len,
        });
    }
    let mut reader = Reader {
        text,
        levels_left: Limits::DEFAULT.max_nesting,
    };
    let at = reader.skip_space(0);
    if at == text.len() {
        return Ok(None);
    }
    let (root, at) = reader.any(at, false)?;
    if at < text.len() {
        return stop(at);
    }
    Ok(Some(root))
}

/// A parsed item and the offset after it.
type Read<T> = Result<(T, usize), Stopped>;

/// The source. The offset is passed by value, so that it stays in a register.
struct Reader<'t> {
    text: &'t str,
    levels_left: usize,
}

impl<'t> Reader<'t> {
    /// Parses clauses and groups joined by `,`, and the white space after them.
    fn any(&mut self, at: usize, negated: bool) -> Read<Node<'t>> {
        let connective = if negated {
            Connective::And
        } else {
            Connective::Or
        };
        let (first, mut at) = self.all(at, negated)?;
        if self.peek(at) != Some(b',') {
            return Ok((first, at));
        }
        let mut parts = Vec::with_capacity(4);
        add(first, connective, &mut parts);
        while self.peek(at) == Some(b',') {
            let (next, after) = self.all(at + 1, negated)?;
            add(next, connective, &mut parts);
            at = after;
        }
        Ok((Node::Group(connective, parts), at))
    }

    /// Parses clauses and groups joined by `+`, and the white space after them.
    fn all(&mut self, at: usize, negated: bool) -> Read<Node<'t>> {
        let connective = if negated {
            Connective::Or
        } else {
            Connective::And
        };
        let (first, mut at) = self.unary(at, negated)?;
        if self.peek(at) != Some(b'+') {
            return Ok((first, at));
        }
        let mut parts = Vec::with_capacity(8);
        add(first, connective, &mut parts);
        while self.peek(at) == Some(b'+') {
            let (next, after) = self.unary(at + 1, negated)?;
            add(next, connective, &mut parts);
            at = after;
        }
        Ok((Node::Group(connective, parts), at))
    }

    /// Parses a clause or a parenthesized group, with surrounding white space.
    #[inline]
    fn unary(&mut self, at: usize, negated: bool) -> Read<Node<'t>> {
        let at = self.skip_space(at);
        let (node, at) = match self.peek(at) {
            Some(b'(') => self.parentheses(at, negated)?,
            Some(b'!') => self.parentheses(self.skip_space(at + 1), !negated)?,
            _ => self.clause(at, negated)?,
        };
        Ok((node, self.skip_space(at)))
    }

    #[inline(never)]
    fn parentheses(&mut self, at: usize, negated: bool) -> Read<Node<'t>> {
        if self.levels_left == 0 || self.peek(at) != Some(b'(') {
            return stop(at);
        }
        self.levels_left -= 1;
        let (node, at) = self.any(at + 1, negated)?;
        self.levels_left += 1;
        if self.peek(at) == Some(b')') {
            Ok((node, at + 1))
        } else {
            stop(at)
        }
    }

    #[inline]
    fn clause(&self, at: usize, negated: bool) -> Read<Node<'t>> {
        let (property, at) = self.property(at)?;
        let at = self.skip_space(at);
        if self.peek(at) != Some(b':') {
            return stop(at);
        }
        let (operator, at) = self.operator(self.skip_space(at + 1));
        let at = self.skip_space(at);
        let (value, at) = match self.peek(at) {
            Some(quote @ (b'\'' | b'"')) => self.quoted(at, quote)?,
            Some(b'[') if operator.comparison() == Comparison::Equal => self.list(at)?,
            _ => self.number_or_word(at)?,
        };
        let clause = Clause {
            property,
            operator: operator.with_negation(operator.is_negated() ^ negated),
            value,
        };
        Ok((Node::Clause(clause), at))
    }

    #[inline]
    fn property(&self, start: usize) -> Read<&'t str> {
        let mut at = start;
        loop {
            if self.class(at) & LETTER == 0 {
                return stop(at);
            }
            at = self.skip(at + 1, LETTER | DIGIT);
            if self.peek(at) != Some(b'.') {
                return Ok((&self.text[start..at], at));
            }
            at += 1;
        }
    }

    #[inline]
    fn operator(&self, at: usize) -> (Operator, usize) {
        let plain = |comparison, length| (Operator::new(comparison), at + length);
        match self.peek(at) {
            Some(b'\'' | b'"' | b'[') => plain(Comparison::Equal, 0),
            Some(b'>' | b'<' | b'!' | b'~' | b'*') => self.written_operator(at),
            _ => plain(Comparison::Equal, 0),
        }
    }

    #[inline]
    fn written_operator(&self, at: usize) -> (Operator, usize) {
        let negated = self.peek(at) == Some(b'!');
        let at = if negated { self.skip_space(at + 1) } else { at };
        let (length, comparison, negated) = match &self.text.as_bytes()[at..] {
            [b'>', b'=', ..] => (2, Comparison::GreaterOrEqual, negated),
            [b'>', ..] => (1, Comparison::Greater, negated),
            [b'<', b'=', ..] => (2, Comparison::LessOrEqual, negated),
            [b'<', ..] => (1, Comparison::Less, negated),
            [b'~', b'*', b'!', value @ ..] if !negated && is_quoted(value) => {
                (3, Comparison::TextWildcard, true)
            }
            [b'~', b'*', value @ ..] if is_quoted(value) => (2, Comparison::TextWildcard, negated),
            [b'~', ..] => (1, Comparison::Text, negated),
            [b'*', b'!', value @ ..] if !negated && is_quoted(value) => {
                (2, Comparison::Wildcard, true)
            }
            [b'*', value @ ..] if is_quoted(value) => (1, Comparison::Wildcard, negated),
            _ => (0, Comparison::Equal, negated),
        };
        (
            Operator::new(comparison).with_negation(negated),
            at + length,
        )
    }

    fn list(&self, mut at: usize) -> Read<Value<'t>> {
        let mut items = Vec::with_capacity(4);
        loop {
            // After the bracket or the comma.
            let (item, after) = self.scalar(self.skip_space(at + 1))?;
            items.push(item);
            at = self.skip_space(after);
            match self.peek(at) {
                Some(b',') => {}
                Some(b']') => return Ok((Value::List(items), at + 1)),
                _ => return stop(at),
            }
        }
    }

    #[inline]
    fn scalar(&self, at: usize) -> Read<Value<'t>> {
        match self.peek(at) {
            Some(quote @ (b'\'' | b'"')) => self.quoted(at, quote),
            _ => self.number_or_word(at),
        }
    }

    #[inline]
    fn quoted(&self, at: usize, quote: u8) -> Read<Value<'t>> {
        let bytes = self.text.as_bytes();
        let Some(end) = find_end(bytes, at + 1, quote) else {
            return stop(at);
        };
        if bytes[end] == b'\\' {
            return self.escaped(at, quote, end);
        }
        Ok((Value::Plain(&self.text[at + 1..end]), end + 1))
    }

    /// Parses a quoted string with its first backslash at `end`.
    #[inline(never)]
    fn escaped(&self, at: usize, quote: u8, mut end: usize) -> Read<Value<'t>> {
        let bytes = self.text.as_bytes();
        while bytes[end] != quote {
            let escapes =
                matches!(bytes.get(end + 1), Some(&next) if next == quote || next == b'\\');
            match find_end(bytes, end + 1 + usize::from(escapes), quote) {
                Some(next) => end = next,
                None => return stop(at),
            }
        }
        let content = &self.text[at + 1..end];
        let value = match quote {
            b'\'' => Value::SingleQuoted(content),
            _ => Value::DoubleQuoted(content),
        };
        Ok((value, end + 1))
    }

    #[inline]
    fn number_or_word(&self, start: usize) -> Read<Value<'t>> {
        let mut at = self.skip(start, DIGIT);
        // Most numbers are plain integers.
        let value = if at > start && self.class(at) & RUN == 0 {
            Some(Value::Integer(&self.text[start..at]))
        } else {
            at = self.skip(at, RUN);
            classify(&self.text[start..at])
        };
        // White space, a connective, a bracket or the end terminates a number or a word.
        let closed = at == self.text.len() || self.class(at) & (SPACE | CLOSES) != 0;
        match value {
            Some(value) if closed => Ok((value, at)),
            _ => stop(start),
        }
    }

    #[inline]
    fn skip_space(&self, at: usize) -> usize {
        self.skip(at, SPACE)
    }

    /// Returns the offset of the next byte that is not of this class.
    #[inline]
    fn skip(&self, mut at: usize, class: u8) -> usize {
        while self.class(at) & class != 0 {
            at += 1;
        }
        at
    }

    #[inline]
    fn peek(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// Returns the class of a byte; zero at the end.
    #[inline]
    fn class(&self, at: usize) -> u8 {
        self.peek(at).map_or(0, |byte| CLASSES[usize::from(byte)])
    }
}

#[cold]
fn stop<T>(at: usize) -> Result<T, Stopped> {
    Err(Stopped { at })
}

/// Adds a part to a group, or its parts if it is a group of the same connective.
#[inline]
fn add<'t>(node: Node<'t>, connective: Connective, parts: &mut Vec<Node<'t>>) {
    match node {
        Node::Group(inner, inner_parts) if inner == connective => parts.extend(inner_parts),
        _ => parts.push(node),
    }
}

/// Returns `true` if a quoted string or a list follows.
fn is_quoted(value: &[u8]) -> bool {
    let first = value
        .iter()
        .find(|byte| CLASSES[usize::from(**byte)] & SPACE == 0);
    matches!(first, Some(b'\'' | b'"' | b'['))
}

/// Returns the offset of the next quote or backslash, scanning eight bytes at a time.
#[inline]
fn find_end(bytes: &[u8], from: usize, quote: u8) -> Option<usize> {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    // Sets the high bit of the first zero byte, and possibly of later bytes.
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word & (ONES << 7);
    let mut at = from;
    while let Some(word) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let word = u64::from_le_bytes(*word);
        let marks =
            zeros(word ^ (ONES * u64::from(quote))) | zeros(word ^ (ONES * u64::from(b'\\')));
        if marks != 0 {
            return Some(at + marks.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    let tail = bytes.get(at..)?;
    let in_tail = tail
        .iter()
        .position(|&byte| byte == quote || byte == b'\\')?;
    Some(at + in_tail)
}

fn classify(run: &str) -> Option<Value<'_>> {
    match run {
        "true" => return Some(Value::Boolean(true)),
        "false" => return Some(Value::Boolean(false)),
        "null" => return Some(Value::Null),
        _ => {}
    }
    let bytes = run.as_bytes();
    let digits = bytes.strip_prefix(b"-").unwrap_or(bytes);
    if !digits.first()?.is_ascii_digit() {
        let is_word = *bytes.first()? == b'*' || CLASSES[usize::from(bytes[0])] & LETTER != 0;
        return (is_word && !is_now(bytes)).then_some(Value::Word(run));
    }
    let Some(dot) = digits.iter().position(|byte| !byte.is_ascii_digit()) else {
        return Some(Value::Integer(run));
    };
    let fraction = digits[dot..].strip_prefix(b".")?;
    let is_float = !fraction.is_empty() && fraction.iter().all(u8::is_ascii_digit);
    is_float.then_some(Value::Float(run))
}

/// Returns `true` for `now` and `now-7d`, which must be quoted.
fn is_now(run: &[u8]) -> bool {
    run.len() >= 3
        && run[..3].eq_ignore_ascii_case(b"now")
        && matches!(run.get(3), None | Some(b'-'))
}

/// A letter or an underscore.
const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const SPACE: u8 = 4;
/// Byte of a number or a word.
const RUN: u8 = 8;
/// Byte that terminates a number or a word.
const CLOSES: u8 = 16;

const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => LETTER | RUN,
            b'0'..=b'9' => DIGIT | RUN,
            b'.' | b'-' | b'*' => RUN,
            b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => SPACE,
            b'+' | b',' | b')' | b']' => CLOSES,
            _ => 0,
        };
        byte += 1;
    }
    classes
};
