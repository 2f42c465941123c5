//! A scanner of JSON text that builds nothing: it steps over values, and checks all that it steps
//! over. What it accepts is what serde_json reads as a `Value`.

use std::borrow::Cow;

use super::json_error::{JsonError, Problem};
use super::scalar::Number;
use super::token::{self, Quoted, Scanned};

/// How many arrays and objects may lie within each other; serde_json's own limit.
const MAX_DEPTH: u32 = 127;

/// A place in a JSON text.
#[derive(Debug)]
pub(crate) struct Scanner<'j> {
    text: &'j str,
    at: usize,
    /// How many arrays and objects are open around this place.
    depth: u32,
}

impl<'j> Scanner<'j> {
    pub(crate) fn new(document: &'j [u8]) -> Scanned<Self> {
        match std::str::from_utf8(document) {
            Ok(text) => Ok(Self {
                text,
                at: 0,
                depth: 0,
            }),
            Err(error) => Err(JsonError::new(error.valid_up_to(), Problem::Utf8)),
        }
    }

    fn bytes(&self) -> &'j [u8] {
        self.text.as_bytes()
    }

    /// Steps over white space, and looks at what comes next.
    #[inline]
    pub(crate) fn next(&mut self) -> Option<u8> {
        self.at = token::space(self.bytes(), self.at);
        self.bytes().get(self.at).copied()
    }

    pub(crate) fn wrong(&self, problem: Problem) -> JsonError {
        token::wrong(self.bytes(), self.at, problem)
    }

    /// Nothing but white space comes any more.
    pub(crate) fn end(&mut self) -> Scanned<()> {
        match self.next() {
            None => Ok(()),
            Some(_) => Err(self.wrong(Problem::Behind)),
        }
    }

    /// Enters the array or object that begins here.
    #[inline]
    pub(crate) fn open(&mut self) -> Scanned<()> {
        if self.depth == MAX_DEPTH {
            return Err(self.wrong(Problem::Deep));
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    /// Leaves the array or object that ends here.
    #[inline]
    fn close(&mut self) {
        self.depth -= 1;
        self.at += 1;
    }

    /// Whether another element or member follows the one that ends here; if not, the array or object
    /// is left, which ends in `end`.
    #[inline]
    pub(crate) fn goes_on(&mut self, end: u8, otherwise: Problem) -> Scanned<bool> {
        match self.next() {
            Some(b',') => {
                self.at += 1;
                Ok(true)
            }
            Some(byte) if byte == end => {
                self.close();
                Ok(false)
            }
            _ => Err(self.wrong(otherwise)),
        }
    }

    /// Enters the array or object that begins here, and leaves it if it is empty; whether it is not.
    #[inline]
    pub(crate) fn open_filled(&mut self, end: u8) -> Scanned<bool> {
        self.open()?;
        if self.next() == Some(end) {
            self.close();
            return Ok(false);
        }
        Ok(true)
    }

    /// A member's name and the colon behind it. The name is copied only when it has escapes.
    #[inline(always)]
    pub(crate) fn name(&mut self) -> Scanned<Cow<'j, [u8]>> {
        let text = self.bytes();
        let (first, quoted, behind) = name(text, self.at)?;
        self.at = behind;
        if quoted.is_escaped {
            return Ok(Cow::Owned(self.unescaped(first, quoted).into_bytes()));
        }
        Ok(Cow::Borrowed(&text[first..quoted.end]))
    }

    /// The text of the string that begins here, copied only when it has escapes.
    pub(crate) fn text(&mut self) -> Scanned<Cow<'j, str>> {
        let first = self.at + 1;
        let quoted = token::string(self.bytes(), self.at)?;
        self.at = quoted.end + 1;
        if quoted.is_escaped {
            return Ok(Cow::Owned(self.unescaped(first, quoted)));
        }
        Ok(Cow::Borrowed(&self.text[first..quoted.end]))
    }

    #[cold]
    fn unescaped(&self, first: usize, quoted: Quoted) -> String {
        // Every escape has been seen to be one, so nothing is lost.
        serde_json::from_str(&self.text[first - 1..=quoted.end]).unwrap_or_default()
    }

    /// The number that begins here, as serde_json reads it.
    pub(crate) fn number(&mut self) -> Scanned<Option<Number>> {
        let end = token::number(self.bytes(), self.at)?;
        let written = &self.text[self.at..end];
        self.at = end;
        // `-0` is no whole number to serde_json, and eighteen digits surely fit.
        let is_plain = written.len() <= 18 && written.bytes().all(|digit| digit.is_ascii_digit());
        let whole: Option<i64> = is_plain.then(|| written.parse().ok()).flatten();
        Ok(match whole {
            Some(whole) => Some(Number::Whole(whole.into())),
            None => token::read_number(written.as_bytes())
                .as_ref()
                .and_then(Number::of),
        })
    }

    /// Steps over the value that comes next. There is no recursion in it.
    #[inline]
    pub(crate) fn skip_value(&mut self) -> Scanned<()> {
        match self.next() {
            Some(b'{' | b'[') => self.skip_nested(),
            _ => {
                self.at = token::scalar(self.bytes(), self.at)?;
                Ok(())
            }
        }
    }

    /// Steps over the array or object that begins here.
    fn skip_nested(&mut self) -> Scanned<()> {
        let text = self.bytes();
        let outside = self.depth;
        let (mut at, mut depth) = (self.at, outside);
        // Of each that is open, whether it is an object: the innermost is the lowest bit. There
        // are fewer than 128.
        let mut objects: u128 = 0;
        loop {
            // At a value.
            at = token::space(text, at);
            match text.get(at) {
                Some(&open @ (b'{' | b'[')) => {
                    if depth == MAX_DEPTH {
                        return Err(JsonError::new(at, Problem::Deep));
                    }
                    depth += 1;
                    let is_object = open == b'{';
                    objects = objects << 1 | u128::from(is_object);
                    at = token::space(text, at + 1);
                    match (text.get(at), is_object) {
                        (Some(b'}'), true) | (Some(b']'), false) => {}
                        (_, false) => continue,
                        (_, true) => {
                            at = name(text, at)?.2;
                            continue;
                        }
                    }
                }
                _ => at = token::scalar(text, at)?,
            }
            // Behind a value, or at the end of what is empty.
            loop {
                at = token::space(text, at);
                let is_object = objects & 1 == 1;
                match (text.get(at), is_object) {
                    (Some(b','), true) => {
                        at = name(text, at + 1)?.2;
                        break;
                    }
                    (Some(b','), false) => {
                        at += 1;
                        break;
                    }
                    (Some(b'}'), true) | (Some(b']'), false) => {
                        at += 1;
                        depth -= 1;
                        objects >>= 1;
                        if depth == outside {
                            self.at = at;
                            return Ok(());
                        }
                    }
                    (_, true) => return Err(token::wrong(text, at, Problem::CommaOrBrace)),
                    (_, false) => return Err(token::wrong(text, at, Problem::CommaOrBracket)),
                }
            }
        }
    }
}

/// A member's name: where it begins, where it ends, and what is behind the colon.
#[inline(always)]
fn name(text: &[u8], at: usize) -> Scanned<(usize, Quoted, usize)> {
    let at = token::space(text, at);
    if text.get(at) != Some(&b'"') {
        return Err(token::wrong(text, at, Problem::Name));
    }
    let quoted = token::string(text, at)?;
    let colon = token::space(text, quoted.end + 1);
    if text.get(colon) != Some(&b':') {
        return Err(token::wrong(text, colon, Problem::Colon));
    }
    Ok((at + 1, quoted, colon + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skip(text: &str) -> Result<(), JsonError> {
        let mut scanner = Scanner::new(text.as_bytes())?;
        scanner.skip_value()?;
        scanner.end()
    }

    #[test]
    fn what_is_wrong_is_placed() {
        for (text, message) in [
            ("", "the document is cut off at byte 1"),
            ("  ", "the document is cut off at byte 3"),
            ("{", "the document is cut off at byte 2"),
            (r#"{"a""#, "the document is cut off at byte 5"),
            (r#"{"a":"#, "the document is cut off at byte 6"),
            (r#"{"a":"x"#, "the document is cut off at byte 8"),
            ("[1,", "the document is cut off at byte 4"),
            ("[1,]", "a value is missing at byte 4"),
            ("[1 2]", "`,` or `]` is missing at byte 4"),
            (r#"{"a":1 "b":2}"#, "`,` or `}` is missing at byte 8"),
            (r#"{"a":1]"#, "`,` or `}` is missing at byte 7"),
            ("[}", "a value is missing at byte 2"),
            (
                "{a:1}",
                "a member's name in double quotes is missing at byte 2",
            ),
            (
                r#"{"a":1,}"#,
                "a member's name in double quotes is missing at byte 8",
            ),
            (r#"{"a" 1}"#, "`:` is missing at byte 6"),
            ("1 2", "there is more behind the document at byte 3"),
            ("nul", "a value is missing at byte 1"),
            ("'a'", "a value is missing at byte 1"),
            ("\u{feff}1", "a value is missing at byte 1"),
            ("\"a\nb\"", "a control character is not escaped at byte 3"),
            (r#""\x""#, "`\\` escapes nothing that JSON knows at byte 3"),
            (
                r#""\u12g4""#,
                "`\\` escapes nothing that JSON knows at byte 6",
            ),
            (
                r#""a\ud800b""#,
                "one half of a pair of surrogates stands alone at byte 3",
            ),
            (
                r#""\udc00""#,
                "one half of a pair of surrogates stands alone at byte 2",
            ),
            (
                r#""\ud800\u0041""#,
                "one half of a pair of surrogates stands alone at byte 2",
            ),
            ("-", "the document is cut off at byte 2"),
            ("1.", "the document is cut off at byte 3"),
            ("[1.]", "a number is not complete at byte 4"),
            ("01", "there is more behind the document at byte 2"),
            ("[1e999]", "a number is too large at byte 2"),
        ] {
            let said = skip(text).map_err(|error| error.to_string());
            assert_eq!(said, Err(message.to_owned()), "{text}");
        }
    }
}
