//! The grammar of one clause, in nom: each function is headed by its production.
//!
//! Only well-formed text is read here. What is not gives an [`Unread`], which says what was
//! expected and where; [`super::mistake`] finds out what was meant.

use memchr::memchr3;
use nom::bytes::complete::take_while;
use nom::error::{ErrorKind, ParseError};
use nom::{Err, IResult, Parser as _};

use crate::escape;
use crate::operator::{Comparison, Operator};
use crate::span::Span;
use crate::tree::{ListItem, LiteralKind, Node, Tag};

/// The part of the text that was not read yet.
type Input<'t> = &'t [u8];
type Read<'t, T> = IResult<Input<'t>, T, Unread<'t>>;

/// What the grammar wanted where it stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    Property,
    Colon,
    Value,
    /// The end of a quoted text.
    ClosingQuote,
    /// The end of a hole.
    ClosingBrace,
    /// A comma or `]`.
    ElementEnd,
    /// No list, after an operator that takes none.
    NoList,
}

/// Where the grammar stopped, and what it wanted there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unread<'t> {
    pub(super) rest: Input<'t>,
    pub(super) expected: Expected,
    /// It stopped inside the brackets of a list.
    pub(super) in_list: bool,
}

impl<'t> ParseError<Input<'t>> for Unread<'t> {
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

fn stop<T>(rest: Input<'_>, expected: Expected) -> Read<'_, T> {
    Err(Err::Error(Unread {
        rest,
        expected,
        in_list: false,
    }))
}

/// What the functions of the grammar share: the whole text, to turn what is left of it into
/// offsets, and whether holes are read.
#[derive(Clone, Copy)]
pub(super) struct Grammar<'t> {
    pub(super) text: &'t str,
    pub(super) template: bool,
    /// The text was no filter and is tried without its encoding or its outer quotes: neither is
    /// looked for again.
    pub(super) second_look: bool,
}

impl<'t> Grammar<'t> {
    pub(super) fn offset(self, rest: Input<'t>) -> usize {
        self.text.len() - rest.len()
    }

    fn span(self, from: Input<'t>, to: Input<'t>) -> Span {
        Span::new(self.offset(from), self.offset(to))
    }

    /// `clause = property ":" operator value`
    // Not inlined, it costs a tenth of the whole reading to move the node into the tree.
    #[inline(always)]
    pub(super) fn clause(self, input: Input<'t>, elements: &mut Vec<ListItem>) -> Read<'t, Node> {
        let (after_property, _) = property(input)?;
        let (at_colon, _) = space(after_property)?;
        let Some((b':', after_colon)) = at_colon.split_first() else {
            return stop(at_colon, Expected::Colon);
        };
        let property = self.span(input, after_property);
        let (rest, node) = self.comparison(property, after_colon, elements)?;
        Ok((rest, node))
    }

    /// `operator value`, behind the colon of `property`.
    #[inline]
    pub(super) fn comparison(
        self,
        property: Span,
        after_colon: Input<'t>,
        elements: &mut Vec<ListItem>,
    ) -> Read<'t, Node> {
        let (at_operator, _) = space(after_colon)?;
        let (after_operator, (operator, canonical_operator)) = self.operator(at_operator);
        let (at_value, _) = space(after_operator)?;
        let first = elements.len();
        let (rest, (tag, spelling)) = self.value(at_value, operator, elements)?;
        let tight = property.end() + 1 == self.offset(at_operator)
            && after_operator.len() == at_value.len();
        let node = Node {
            tag,
            operator,
            canonical: tight && canonical_operator && spelling.canonical,
            backslash: spelling.backslash,
            star: spelling.star,
            property,
            value: self.span(at_value, rest),
            first: first as u32,
            end: elements.len() as u32,
        };
        Ok((rest, node))
    }

    /// `operator = "" | "!" | [ "!" ] ( ">" | ">=" | "<" | "<=" )
    ///           | "*" | "!*" | "*!" | "~" | "!~" | "~*" | "~*!" | "!~*"`
    ///
    /// A star is an operator only before a quoted text, a list or a hole: before anything else it
    /// begins a word, as in `name:*web*`.
    ///
    /// Tells also whether it is spelled as the printer spells it.
    #[inline]
    fn operator(self, input: Input<'t>) -> (Input<'t>, (Operator, bool)) {
        match input.first() {
            Some(b'!' | b'<' | b'>' | b'~' | b'*') => self.written_operator(input),
            _ => (input, (Operator::new(Comparison::Equal), true)),
        }
    }

    #[inline]
    fn written_operator(self, input: Input<'t>) -> (Input<'t>, (Operator, bool)) {
        let (rest, negated) = match input.split_first() {
            Some((b'!', rest)) => (behind_space(rest), true),
            _ => (input, false),
        };
        let tight = rest.len() + usize::from(negated) == input.len();
        let (after, comparison) = match rest {
            [b'>', b'=', after @ ..] => (after, Comparison::GreaterOrEqual),
            [b'>', after @ ..] => (after, Comparison::Greater),
            [b'<', b'=', after @ ..] => (after, Comparison::LessOrEqual),
            [b'<', after @ ..] => (after, Comparison::Less),
            [b'~', b'*', b'!', after @ ..] if !negated && self.at_quoted(after) => {
                return (after, (!Operator::new(Comparison::TextWildcard), true));
            }
            [b'~', b'*', after @ ..] if self.at_quoted(after) => (after, Comparison::TextWildcard),
            [b'~', after @ ..] => (after, Comparison::Text),
            [b'*', b'!', after @ ..] if !negated && self.at_quoted(after) => {
                return (after, (!Operator::new(Comparison::Wildcard), false));
            }
            [b'*', after @ ..] if self.at_quoted(after) => (after, Comparison::Wildcard),
            // White space behind a plain `!` belongs to what follows.
            _ => (rest, Comparison::Equal),
        };
        let operator = Operator::new(comparison).with_negation(negated);
        // `!~*` is printed as `~*!`.
        let canonical = tight && !(negated && comparison == Comparison::TextWildcard);
        (after, (operator, canonical))
    }

    fn at_quoted(self, input: Input<'t>) -> bool {
        match behind_space(input).first() {
            Some(b'\'' | b'"' | b'[') => true,
            Some(b'{') => self.template,
            _ => false,
        }
    }

    /// `value = scalar | list`
    #[inline]
    fn value(
        self,
        input: Input<'t>,
        operator: Operator,
        elements: &mut Vec<ListItem>,
    ) -> Read<'t, (Tag, Spelling)> {
        if input.first() != Some(&b'[') {
            let (rest, (scalar, spelling)) = self.scalar(input)?;
            return Ok((rest, (Tag::Clause(scalar), spelling)));
        }
        if operator.comparison() != Comparison::Equal {
            return stop(input, Expected::NoList);
        }
        match self.list(input, elements) {
            Ok((rest, spelling)) => Ok((rest, (Tag::ListClause, spelling))),
            Err(unread) => Err(unread.map(|unread| Unread {
                in_list: true,
                ..unread
            })),
        }
    }

    /// `list = "[" scalar { "," scalar } "]"`
    fn list(self, input: Input<'t>, elements: &mut Vec<ListItem>) -> Read<'t, Spelling> {
        let mut rest = &input[1..];
        let mut whole = Spelling::CANONICAL;
        if elements.capacity() == 0 {
            // An element takes about eight bytes, and some of the text is no list.
            *elements = Vec::with_capacity(4 + rest.len() / 16);
        }
        loop {
            let (at_element, before) = space(rest)?;
            let (after, (scalar, spelling)) = self.scalar(at_element)?;
            elements.push(ListItem {
                scalar,
                star: spelling.star,
                span: self.span(at_element, after),
            });
            let (at_end, behind) = space(after)?;
            whole.canonical &= spelling.canonical && before.is_empty() && behind.is_empty();
            whole.backslash |= spelling.backslash;
            rest = match at_end.split_first() {
                Some((b',', rest)) => rest,
                Some((b']', rest)) => return Ok((rest, whole)),
                _ => return stop(at_end, Expected::ElementEnd),
            };
        }
    }

    /// `scalar = quoted | number | "true" | "false" | "null" | word`
    #[inline]
    pub(super) fn scalar(self, input: Input<'t>) -> Read<'t, (LiteralKind, Spelling)> {
        match input.first() {
            Some(b'\'') => {
                let (rest, held) = quoted(input, b'\'')?;
                let spelling = Spelling {
                    canonical: !held.backslash
                        || escape::is_canonical(&input[1..input.len() - rest.len() - 1]),
                    ..held
                };
                Ok((rest, (LiteralKind::SingleQuoted, spelling)))
            }
            Some(b'"') => {
                let (rest, held) = quoted(input, b'"')?;
                let spelling = Spelling {
                    canonical: false,
                    ..held
                };
                Ok((rest, (LiteralKind::DoubleQuoted, spelling)))
            }
            Some(b'{') if self.template => {
                let (rest, _) = hole(input)?;
                Ok((rest, (LiteralKind::Placeholder, Spelling::CANONICAL)))
            }
            Some(byte) if is_word_byte(*byte) => {
                let (rest, scalar) = number_or_word(input)?;
                let spelling = Spelling {
                    star: scalar == LiteralKind::Word
                        && input[..input.len() - rest.len()].contains(&b'*'),
                    ..Spelling::CANONICAL
                };
                Ok((rest, (scalar, spelling)))
            }
            _ => stop(input, Expected::Value),
        }
    }
}

/// How a value is spelled.
#[derive(Clone, Copy)]
pub(super) struct Spelling {
    /// As the printer spells it.
    canonical: bool,
    /// With a backslash between quotes.
    backslash: bool,
    /// With a star, in a quoted text or a word.
    star: bool,
}

impl Spelling {
    const CANONICAL: Self = Self {
        canonical: true,
        backslash: false,
        star: false,
    };
}

/// `property = name { "." name }`, `name = ( letter | "_" ) { letter | digit | "_" }`
#[inline]
pub(super) fn property(input: Input<'_>) -> Read<'_, Input<'_>> {
    let mut rest = input;
    loop {
        rest = match rest.split_first() {
            Some((&first, behind)) if is(first, LETTER) => {
                take_while(is_name_byte).parse(behind)?.0
            }
            _ => return stop(input, Expected::Property),
        };
        rest = match rest.split_first() {
            Some((b'.', behind)) => behind,
            _ => return Ok((rest, &input[..input.len() - rest.len()])),
        };
    }
}

/// White space, which may be anywhere between tokens.
#[inline]
pub(super) fn space(input: Input<'_>) -> Read<'_, Input<'_>> {
    take_while(is_space).parse(input)
}

#[inline]
fn behind_space(mut input: Input<'_>) -> Input<'_> {
    while let Some((&first, behind)) = input.split_first() {
        if !is_space(first) {
            break;
        }
        input = behind;
    }
    input
}

/// `quoted = "'" { character | "\'" | "\\" } "'"`, or the same with `"`; and what is in it.
pub(super) fn quoted(input: Input<'_>, quote: u8) -> Read<'_, Spelling> {
    let mut rest = &input[1..];
    let mut held = Spelling::CANONICAL;
    while let Some(at) = find_end(quote, rest, &mut held.star) {
        if rest[at] == quote {
            return Ok((&rest[at + 1..], held));
        }
        held.backslash = true;
        let escaped = matches!(rest.get(at + 1), Some(next) if *next == quote || *next == b'\\');
        rest = &rest[at + 1 + usize::from(escaped)..];
    }
    stop(input, Expected::ClosingQuote)
}

/// The offset of the first quote or backslash, looked for eight bytes at a time: most values end
/// before a call of `memchr2` would have begun. Notes a star before it, too.
#[inline]
fn find_end(quote: u8, text: &[u8], star: &mut bool) -> Option<usize> {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    // Marks the lowest byte of this value in its high bit, and maybe higher bytes wrongly.
    let marks = |word: u64, byte: u8| {
        let differs = word ^ (ONES * u64::from(byte));
        differs.wrapping_sub(ONES) & !differs & (ONES << 7)
    };
    let mut rest = text;
    while let Some((word, behind)) = rest.split_first_chunk() {
        let word = u64::from_le_bytes(*word);
        let ends = marks(word, quote) | marks(word, b'\\');
        let stars = marks(word, b'*');
        if ends != 0 {
            let before_end = (ends & ends.wrapping_neg()).wrapping_sub(1);
            *star |= stars & before_end != 0;
            return Some(text.len() - rest.len() + ends.trailing_zeros() as usize / 8);
        }
        *star |= stars != 0;
        rest = behind;
    }
    let in_tail = rest
        .iter()
        .position(|byte| *byte == quote || *byte == b'\\')?;
    *star |= rest[..in_tail].contains(&b'*');
    Some(text.len() - rest.len() + in_tail)
}

/// `hole = "{" expression "}"`, where braces and Rust strings in the expression are balanced.
pub(super) fn hole(input: Input<'_>) -> Read<'_, ()> {
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
    stop(input, Expected::ClosingBrace)
}

/// `number = [ "-" ] digits [ "." digits ]`, `word = ( letter | "_" | "*" ) { word character }`
fn number_or_word(input: Input<'_>) -> Read<'_, LiteralKind> {
    let (rest, run) = take_while(is_word_byte).parse(input)?;
    let ends_here = match rest.first() {
        None => true,
        Some(&byte) => is(byte, SPACE | CLOSING),
    };
    match classify(run) {
        Some(scalar) if ends_here => Ok((rest, scalar)),
        // The run is neither a number nor a word.
        _ => stop(input, Expected::Value),
    }
}

/// Whether all of `run` is a value without quotes.
pub(super) fn is_number_or_word(run: &[u8]) -> bool {
    run.iter().all(|byte| is_word_byte(*byte)) && classify(run).is_some()
}

fn classify(run: &[u8]) -> Option<LiteralKind> {
    match run {
        b"true" => return Some(LiteralKind::True),
        b"false" => return Some(LiteralKind::False),
        b"null" => return Some(LiteralKind::Null),
        _ => {}
    }
    let digits = run.strip_prefix(b"-").unwrap_or(run);
    if digits.first()?.is_ascii_digit() {
        let whole = digits
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        return match &digits[whole..] {
            [] => Some(LiteralKind::Integer),
            [b'.', fraction @ ..] => {
                let is_number = !fraction.is_empty() && fraction.iter().all(u8::is_ascii_digit);
                is_number.then_some(LiteralKind::Float)
            }
            _ => None,
        };
    }
    let is_word = matches!(run.first()?, b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'*');
    (is_word && !looks_like_now(run)).then_some(LiteralKind::Word)
}

/// `now` and `now-7d` are times, which are quoted.
pub(super) fn looks_like_now(run: &[u8]) -> bool {
    run.len() >= 3
        && run[..3].eq_ignore_ascii_case(b"now")
        && matches!(run.get(3), None | Some(b'-' | b'+' | b'/'))
}

#[inline]
pub(super) const fn is_space(byte: u8) -> bool {
    is(byte, SPACE)
}

#[inline]
pub(super) const fn is_word_byte(byte: u8) -> bool {
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
/// In a number or a word.
const WORD: u8 = 8;
/// Behind a number or a word.
const CLOSING: u8 = 16;

/// The classes of every byte, so that one look-up tells them all.
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
