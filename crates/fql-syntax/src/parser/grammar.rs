//! The grammar of one clause, in nom: each function is documented by its production.
//!
//! Only well-formed input is parsed here. Anything else gives a [`Rejected`] with the expected token
//! and where it was expected; [`crate::recovery`] recognizes the intended syntax.

use memchr::memchr3;
use nom::bytes::complete::take_while;
use nom::error::{ErrorKind, ParseError};
use nom::{Err, IResult, Parser as _};

use crate::ast::literal::{ListItem, LiteralKind};
use crate::ast::operator::{Comparison, Operator};
use crate::ast::span::Span;
use crate::ast::tree::{Node, NodeKind};

/// The part of the source that is not parsed yet.
type Input<'t> = &'t [u8];
type Output<'t, T> = IResult<Input<'t>, T, Rejected<'t>>;

/// The token that the grammar expected where it stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    Property,
    Colon,
    Value,
    ClosingQuote,
    ClosingBrace,
    CommaOrBracket,
    /// A value other than a list, which the operator does not support.
    SingleValue,
}

/// The reason why the grammar rejects its input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rejected<'t> {
    /// The input from the unexpected token on.
    pub(crate) rest: Input<'t>,
    pub(crate) expected: Expected,
    /// The unexpected token is inside the brackets of a list.
    pub(crate) in_list: bool,
}

impl<'t> ParseError<Input<'t>> for Rejected<'t> {
    fn from_error_kind(rest: Input<'t>, _: ErrorKind) -> Self {
        Self {
            rest,
            expected: Expected::Value,
            in_list: false,
        }
    }

    fn append(_: Input<'t>, _: ErrorKind, other: Self) -> Self {
        other
    }
}

fn reject<T>(rest: Input<'_>, expected: Expected) -> Output<'_, T> {
    Err(Err::Error(Rejected {
        rest,
        expected,
        in_list: false,
    }))
}

/// The state that all functions of the grammar share.
#[derive(Clone, Copy)]
pub(crate) struct Grammar<'t> {
    /// The whole source, to convert the rest of the input to offsets.
    pub(crate) source: &'t str,
    /// Placeholders are allowed.
    pub(crate) is_template: bool,
    /// Tests a candidate for a fix of the whole source. `None` while such a candidate is parsed, so
    /// that fixes are not nested.
    pub(crate) is_filter: Option<fn(&str) -> bool>,
}

impl<'t> Grammar<'t> {
    pub(crate) fn offset(self, rest: Input<'t>) -> usize {
        self.source.len() - rest.len()
    }

    fn span(self, from: Input<'t>, to: Input<'t>) -> Span {
        // The parser rejects longer sources. With the checks of `new`, parsing takes 2 % longer.
        Span::of_parsed(self.offset(from), self.offset(to))
    }

    /// `clause = property ":" operator value`
    // Without inlining, moving the node into the tree takes a tenth of the time of parsing.
    #[inline(always)]
    pub(crate) fn clause(self, input: Input<'t>, items: &mut Vec<ListItem>) -> Output<'t, Node> {
        let Some(end) = property_end(input) else {
            return reject(input, Expected::Property);
        };
        let after_property = &input[end..];
        let at_colon = after_space(after_property);
        let Some((b':', after_colon)) = at_colon.split_first() else {
            return reject(at_colon, Expected::Colon);
        };
        let property = self.span(input, after_property);
        self.comparison(property, after_colon, items)
    }

    /// `operator value`, after the colon of `property`.
    #[inline]
    pub(crate) fn comparison(
        self,
        property: Span,
        after_colon: Input<'t>,
        items: &mut Vec<ListItem>,
    ) -> Output<'t, Node> {
        let at_operator = after_space(after_colon);
        let (after_operator, (operator, is_canonical_operator)) = self.operator(at_operator);
        let at_value = after_space(after_operator);
        let first = items.len();
        let (rest, (kind, spelling)) = self.value(at_value, operator, items)?;
        let is_tight = property.end() + 1 == self.offset(at_operator)
            && after_operator.len() == at_value.len();
        let node = Node {
            kind,
            operator,
            is_canonical: is_tight && is_canonical_operator && spelling.is_canonical,
            has_backslash: spelling.has_backslash,
            has_star: spelling.has_star,
            property,
            value: self.span(at_value, rest),
            first: first as u32,
            end: items.len() as u32,
        };
        Ok((rest, node))
    }

    /// `operator = "" | "!" | [ "!" ] ( ">" | ">=" | "<" | "<=" )
    ///           | "*" | "!*" | "*!" | "~" | "!~" | "~*" | "~*!" | "!~*"`
    ///
    /// A star is an operator only before a string, a list or a placeholder. Before anything else it
    /// starts a word, as in `name:*web*`.
    ///
    /// The flag is `true` for the canonical spelling.
    #[inline]
    fn operator(self, input: Input<'t>) -> (Input<'t>, (Operator, bool)) {
        match input.first() {
            Some(b'!' | b'<' | b'>' | b'~' | b'*') => self.nonempty_operator(input),
            _ => (input, (Operator::new(Comparison::Equal), true)),
        }
    }

    #[inline]
    fn nonempty_operator(self, input: Input<'t>) -> (Input<'t>, (Operator, bool)) {
        let (rest, is_negated) = match input.split_first() {
            Some((b'!', rest)) => (after_space(rest), true),
            _ => (input, false),
        };
        let is_tight = rest.len() + usize::from(is_negated) == input.len();
        let (after, comparison) = match rest {
            [b'>', b'=', after @ ..] => (after, Comparison::GreaterOrEqual),
            [b'>', after @ ..] => (after, Comparison::Greater),
            [b'<', b'=', after @ ..] => (after, Comparison::LessOrEqual),
            [b'<', after @ ..] => (after, Comparison::Less),
            [b'~', b'*', b'!', after @ ..] if !is_negated && self.at_pattern(after) => {
                return (after, (!Operator::new(Comparison::TextWildcard), true));
            }
            [b'~', b'*', after @ ..] if self.at_pattern(after) => (after, Comparison::TextWildcard),
            [b'~', after @ ..] => (after, Comparison::Text),
            [b'*', b'!', after @ ..] if !is_negated && self.at_pattern(after) => {
                return (after, (!Operator::new(Comparison::Wildcard), false));
            }
            [b'*', after @ ..] if self.at_pattern(after) => (after, Comparison::Wildcard),
            // White space after a lone `!` belongs to what follows.
            _ => (rest, Comparison::Equal),
        };
        let operator = Operator::new(comparison).with_negation(is_negated);
        // `!~*` is printed as `~*!`.
        let is_canonical = is_tight && !(is_negated && comparison == Comparison::TextWildcard);
        (after, (operator, is_canonical))
    }

    /// Returns `true` before a value that may follow a `*` operator.
    fn at_pattern(self, input: Input<'t>) -> bool {
        match after_space(input).first() {
            Some(b'\'' | b'"' | b'[') => true,
            Some(b'{') => self.is_template,
            _ => false,
        }
    }

    /// `value = scalar | list`
    #[inline]
    fn value(
        self,
        input: Input<'t>,
        operator: Operator,
        items: &mut Vec<ListItem>,
    ) -> Output<'t, (NodeKind, Spelling)> {
        if input.first() != Some(&b'[') {
            let (rest, (kind, spelling)) = self.scalar(input)?;
            return Ok((rest, (NodeKind::Clause(kind), spelling)));
        }
        if operator.comparison() != Comparison::Equal {
            return reject(input, Expected::SingleValue);
        }
        match self.list(input, items) {
            Ok((rest, spelling)) => Ok((rest, (NodeKind::ListClause, spelling))),
            Err(error) => Err(error.map(|rejected| Rejected {
                in_list: true,
                ..rejected
            })),
        }
    }

    /// `list = "[" scalar { "," scalar } "]"`
    fn list(self, input: Input<'t>, items: &mut Vec<ListItem>) -> Output<'t, Spelling> {
        let mut rest = &input[1..];
        let mut whole = Spelling::CANONICAL;
        if items.capacity() == 0 {
            // An item has about eight bytes, and a part of the source is not in lists.
            *items = Vec::with_capacity(4 + rest.len() / 16);
        }
        loop {
            let at_item = after_space(rest);
            let (after_item, (kind, spelling)) = self.scalar(at_item)?;
            items.push(ListItem {
                kind,
                has_star: spelling.has_star,
                span: self.span(at_item, after_item),
            });
            let at_end = after_space(after_item);
            let is_tight = at_item.len() == rest.len() && at_end.len() == after_item.len();
            whole.is_canonical &= spelling.is_canonical && is_tight;
            whole.has_backslash |= spelling.has_backslash;
            whole.has_star |= spelling.has_star;
            rest = match at_end.split_first() {
                Some((b',', rest)) => rest,
                Some((b']', rest)) => return Ok((rest, whole)),
                _ => return reject(at_end, Expected::CommaOrBracket),
            };
        }
    }

    /// `scalar = quoted | number | "true" | "false" | "null" | word`
    #[inline]
    pub(crate) fn scalar(self, input: Input<'t>) -> Output<'t, (LiteralKind, Spelling)> {
        match input.first() {
            Some(b'\'') => {
                let (rest, spelling) = quoted_inline(input, b'\'')?;
                Ok((rest, (LiteralKind::SingleQuoted, spelling)))
            }
            Some(b'"') => {
                let (rest, spelling) = quoted(input, b'"')?;
                let spelling = Spelling {
                    is_canonical: false,
                    ..spelling
                };
                Ok((rest, (LiteralKind::DoubleQuoted, spelling)))
            }
            Some(b'{') if self.is_template => {
                let (rest, ()) = placeholder(input)?;
                Ok((rest, (LiteralKind::Placeholder, Spelling::CANONICAL)))
            }
            Some(byte) if is_word_byte(*byte) => {
                let (rest, kind) = number_or_word(input)?;
                let is_word = kind == LiteralKind::Word;
                let spelling = Spelling {
                    is_canonical: !is_word,
                    has_star: is_word && input[..input.len() - rest.len()].contains(&b'*'),
                    ..Spelling::CANONICAL
                };
                Ok((rest, (kind, spelling)))
            }
            _ => reject(input, Expected::Value),
        }
    }
}

/// Properties of the spelling of a value that are known after parsing it.
#[derive(Clone, Copy)]
pub(crate) struct Spelling {
    /// The printer spells the value the same.
    is_canonical: bool,
    /// There is a backslash between quotes.
    has_backslash: bool,
    /// There is a star in a string or a word, which may be one of a list.
    has_star: bool,
}

impl Spelling {
    const CANONICAL: Self = Self {
        is_canonical: true,
        has_backslash: false,
        has_star: false,
    };
}

/// Returns the end of the property that the input starts with.
///
/// `property = name { "." name }`, `name = ( letter | "_" ) { letter | digit | "_" }`
#[inline]
pub(crate) const fn property_end(input: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        if at == input.len() || !is(input[at], LETTER) {
            return None;
        }
        at += 1;
        while at < input.len() && is_name_byte(input[at]) {
            at += 1;
        }
        if at == input.len() || input[at] != b'.' {
            return Some(at);
        }
        at += 1;
    }
}

/// Returns `true` if all of `name` is a property: names of letters, digits and underscores that do
/// not start with a digit, joined by dots.
#[must_use]
pub const fn is_property_name(name: &str) -> bool {
    matches!(property_end(name.as_bytes()), Some(end) if end == name.len())
}

/// White space, which is allowed between any two tokens.
#[inline]
fn after_space(mut input: Input<'_>) -> Input<'_> {
    while let Some((&first, after)) = input.split_first() {
        if !is_space(first) {
            break;
        }
        input = after;
    }
    input
}

/// `quoted = "'" { character | "\'" | "\\" } "'"`, or the same with `"`.
// The copy of error recovery. With one function for both, the calls of recovery keep the parser's from
// being inlined, which takes a tenth of the time of parsing.
#[inline(never)]
pub(crate) fn quoted(input: Input<'_>, quote: u8) -> Output<'_, Spelling> {
    let result = quoted_inline(input, quote);
    #[cfg(test)]
    crate::recovery::work::add(input.len() - result.as_ref().map_or(0, |(rest, _)| rest.len()));
    result
}

#[inline(always)]
fn quoted_inline(input: Input<'_>, quote: u8) -> Output<'_, Spelling> {
    let content = &input[1..];
    let mut spelling = Spelling::CANONICAL;
    match find_quote_or_backslash(quote, content, &mut spelling.has_star) {
        Some(at) if content[at] == quote => Ok((&content[at + 1..], spelling)),
        Some(backslash) => escaped(input, quote, backslash, spelling),
        None => reject(input, Expected::ClosingQuote),
    }
}

/// Parses a string with escapes. `backslash` is the offset of the first one after the opening quote.
#[inline(never)]
fn escaped(
    input: Input<'_>,
    quote: u8,
    mut backslash: usize,
    mut spelling: Spelling,
) -> Output<'_, Spelling> {
    let mut rest = &input[1..];
    spelling.has_backslash = true;
    loop {
        rest = match &rest[backslash + 1..] {
            [b'\\', after @ ..] => {
                // The printer doubles a backslash only before a backslash, a quote or the end.
                spelling.is_canonical &=
                    matches!(after, [next, ..] if *next == quote || *next == b'\\');
                after
            }
            [next, after @ ..] if *next == quote => after,
            after => after,
        };
        match find_quote_or_backslash(quote, rest, &mut spelling.has_star) {
            Some(at) if rest[at] == quote => return Ok((&rest[at + 1..], spelling)),
            Some(at) => backslash = at,
            None => return reject(input, Expected::ClosingQuote),
        }
    }
}

/// The offset of the first quote or backslash. Sets `has_star` if there is a star before it.
///
/// Eight bytes are searched at a time, because most values are so short that a call of `memchr3`
/// takes longer than this search.
#[inline]
fn find_quote_or_backslash(quote: u8, input: &[u8], has_star: &mut bool) -> Option<usize> {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    // Sets the high bit of the lowest byte with this value, and perhaps of higher bytes.
    let marks = |word: u64, byte: u8| {
        let differs = word ^ (ONES * u64::from(byte));
        differs.wrapping_sub(ONES) & !differs & (ONES << 7)
    };
    let mut rest = input;
    while let Some((word, after)) = rest.split_first_chunk() {
        let word = u64::from_le_bytes(*word);
        let ends = marks(word, quote) | marks(word, b'\\');
        let stars = marks(word, b'*');
        if ends != 0 {
            let before_end = (ends & ends.wrapping_neg()).wrapping_sub(1);
            *has_star |= stars & before_end != 0;
            return Some(input.len() - rest.len() + ends.trailing_zeros() as usize / 8);
        }
        *has_star |= stars != 0;
        rest = after;
    }
    let in_tail = rest
        .iter()
        .position(|byte| *byte == quote || *byte == b'\\')?;
    *has_star |= rest[..in_tail].contains(&b'*');
    Some(input.len() - rest.len() + in_tail)
}

/// `placeholder = "{" expression "}"`, where braces and Rust strings in the expression are
/// balanced.
#[cold]
#[inline(never)]
pub(crate) fn placeholder(input: Input<'_>) -> Output<'_, ()> {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(found) = memchr3(b'{', b'}', b'"', &input[at..]) {
        at += found + 1;
        match input[at - 1] {
            b'{' => depth += 1,
            b'}' if depth == 1 => return Ok((&input[at..], ())),
            b'}' => depth -= 1,
            _ => match quoted(&input[at - 1..], b'"') {
                Ok((rest, _)) => at = input.len() - rest.len(),
                Err(_) => break,
            },
        }
    }
    reject(input, Expected::ClosingBrace)
}

/// `number = [ "-" ] digits [ "." digits ]`, `word = ( letter | "_" | "*" ) { word character }`
fn number_or_word(input: Input<'_>) -> Output<'_, LiteralKind> {
    let (rest, run) = take_while(is_word_byte).parse(input)?;
    let ends_here = match rest.first() {
        None => true,
        Some(&byte) => is(byte, SPACE | CLOSING),
    };
    match classify(run) {
        Some(kind) if ends_here => Ok((rest, kind)),
        _ => reject(input, Expected::Value),
    }
}

/// Returns `true` if all of `run` is a value without quotes.
pub(crate) fn is_number_or_word(run: &[u8]) -> bool {
    run.iter().all(|byte| is_word_byte(*byte)) && classify(run).is_some()
}

fn classify(run: &[u8]) -> Option<LiteralKind> {
    let digits = run.strip_prefix(b"-").unwrap_or(run);
    if digits.first()?.is_ascii_digit() {
        let is_digit = |byte: &&u8| byte.is_ascii_digit();
        let whole = digits.iter().take_while(is_digit).count();
        return match &digits[whole..] {
            [] => Some(LiteralKind::Integer),
            [b'.', fraction @ ..] => {
                let is_number = !fraction.is_empty() && fraction.iter().all(u8::is_ascii_digit);
                is_number.then_some(LiteralKind::Float)
            }
            _ => None,
        };
    }
    match run {
        b"true" => return Some(LiteralKind::True),
        b"false" => return Some(LiteralKind::False),
        b"null" => return Some(LiteralKind::Null),
        _ => {}
    }
    let is_word = matches!(run.first()?, b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'*');
    (is_word && !looks_like_now(run)).then_some(LiteralKind::Word)
}

/// Returns `true` for `now` and `now-7d`, which are times and need quotes.
pub(crate) fn looks_like_now(run: &[u8]) -> bool {
    run.len() >= 3
        && run[..3].eq_ignore_ascii_case(b"now")
        && matches!(run.get(3), None | Some(b'-' | b'+' | b'/'))
}

#[inline]
pub(crate) const fn is_space(byte: u8) -> bool {
    is(byte, SPACE)
}

#[inline]
pub(crate) const fn is_word_byte(byte: u8) -> bool {
    is(byte, WORD)
}

#[inline]
const fn is_name_byte(byte: u8) -> bool {
    is(byte, LETTER | DIGIT)
}

#[inline]
const fn is(byte: u8, classes: u8) -> bool {
    CLASSES[byte as usize] & classes != 0
}

/// A letter or an underscore.
const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const SPACE: u8 = 4;
/// A part of a number or a word.
const WORD: u8 = 8;
/// A byte that may follow a number or a word.
const CLOSING: u8 = 16;

/// The classes of all bytes, so that one look-up tests several.
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => LETTER | WORD,
            b'0'..=b'9' => DIGIT | WORD,
            b'.' | b'-' | b'*' => WORD,
            b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => SPACE,
            b'+' | b',' | b')' | b']' => CLOSING,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn property_is_names_joined_by_dots() {
        for name in ["a", "_", "a7", "a.b", "Z_9._x.y"] {
            assert!(is_property_name(name), "{name:?}");
            assert_eq!(
                property_end(format!("{name}:1").as_bytes()),
                Some(name.len())
            );
        }
        for name in ["", "7", "a.", ".a", "a..b", "a.7", "a-b", "a ", "é", "a.é"] {
            assert!(!is_property_name(name), "{name:?}");
        }
    }
}
