//! A scanner of JSON text that builds nothing: it steps over values, and checks all that it steps
//! over. What it accepts is what serde_json reads as a `Value`.

use super::json_error::{JsonError, Problem};
use super::scalar::Number;

/// How many arrays and objects may lie within each other; serde_json's own limit.
const MAX_DEPTH: u32 = 127;

/// Numbers of fewer bytes that have no exponent are in the range of `f64`.
const SURELY_IN_RANGE: usize = 300;

/// A place in a JSON text.
#[derive(Debug)]
pub(crate) struct Scanner<'j> {
    text: &'j str,
    at: usize,
    /// How many arrays and objects are open around this place.
    depth: u32,
}

/// A string of the text without its quotes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quoted<'j> {
    /// As it is written.
    pub(crate) raw: &'j str,
    /// Whether there are escapes in it; otherwise it is written as it is.
    pub(crate) is_escaped: bool,
}

impl Quoted<'_> {
    /// What it stands for, if there are escapes in it.
    pub(crate) fn unescaped(self) -> String {
        // The scanner has seen that every escape is one, so none is lost.
        serde_json::from_str(&format!("\"{}\"", self.raw)).unwrap_or_default()
    }
}

type Scanned<T> = Result<T, JsonError>;

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

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Steps over white space, and looks at what comes next.
    #[inline]
    pub(crate) fn next(&mut self) -> Option<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                other => return other,
            }
        }
    }

    pub(crate) fn skip_byte(&mut self) {
        self.at += 1;
    }

    /// What is wrong here; at the end of the text, that it ends.
    #[cold]
    pub(crate) fn wrong(&self, problem: Problem) -> JsonError {
        let problem = if self.at < self.text.len() {
            problem
        } else {
            Problem::Ended
        };
        JsonError::new(self.at, problem)
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
    pub(crate) fn close(&mut self) {
        self.depth -= 1;
        self.at += 1;
    }

    /// A member's name and the colon behind it.
    #[inline]
    pub(crate) fn name(&mut self) -> Scanned<Quoted<'j>> {
        if self.next() != Some(b'"') {
            return Err(self.wrong(Problem::Name));
        }
        let name = self.string()?;
        if self.next() != Some(b':') {
            return Err(self.wrong(Problem::Colon));
        }
        self.at += 1;
        Ok(name)
    }

    /// The string that begins here.
    #[inline]
    pub(crate) fn string(&mut self) -> Scanned<Quoted<'j>> {
        let first = self.at + 1;
        self.at = special_from(self.text.as_bytes(), first);
        let is_escaped = self.byte() != Some(b'"');
        if is_escaped {
            self.end_of_escaped()?;
        }
        let raw = &self.text[first..self.at];
        self.at += 1;
        Ok(Quoted { raw, is_escaped })
    }

    /// Goes on to the quote that ends a string, through escapes.
    #[cold]
    fn end_of_escaped(&mut self) -> Scanned<()> {
        loop {
            match self.byte() {
                Some(b'"') => return Ok(()),
                Some(b'\\') => self.escape()?,
                _ => return Err(self.wrong(Problem::Control)),
            }
            self.at = special_from(self.text.as_bytes(), self.at);
        }
    }

    fn escape(&mut self) -> Scanned<()> {
        let backslash = self.at;
        self.at += 1;
        match self.byte() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.at += 1;
                return Ok(());
            }
            Some(b'u') => self.at += 1,
            _ => return Err(self.wrong(Problem::Escape)),
        }
        let alone = JsonError::new(backslash, Problem::Surrogate);
        match self.four_digits()? {
            0xdc00..=0xdfff => Err(alone),
            0xd800..=0xdbff => {
                if !self.text.as_bytes()[self.at..].starts_with(b"\\u") {
                    return Err(alone);
                }
                self.at += 2;
                match self.four_digits()? {
                    0xdc00..=0xdfff => Ok(()),
                    _ => Err(alone),
                }
            }
            _ => Ok(()),
        }
    }

    fn four_digits(&mut self) -> Scanned<u32> {
        let mut number = 0;
        for _ in 0..4 {
            let digit = self.byte().and_then(|digit| (digit as char).to_digit(16));
            let Some(digit) = digit else {
                return Err(self.wrong(Problem::Escape));
            };
            number = number * 16 + digit;
            self.at += 1;
        }
        Ok(number)
    }

    /// The number that begins here, as it is written.
    #[inline]
    fn number(&mut self) -> Scanned<&'j str> {
        let first = self.at;
        self.at += usize::from(self.byte() == Some(b'-'));
        if self.byte() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        let mut may_be_large = self.at - first > SURELY_IN_RANGE;
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            self.at += usize::from(matches!(self.byte(), Some(b'+' | b'-')));
            self.digits()?;
            may_be_large = true;
        }
        let number = &self.text[first..self.at];
        if may_be_large && read_number(number).is_none() {
            return Err(JsonError::new(first, Problem::NumberRange));
        }
        Ok(number)
    }

    #[inline]
    fn digits(&mut self) -> Scanned<()> {
        let first = self.at;
        while let Some(b'0'..=b'9') = self.byte() {
            self.at += 1;
        }
        if self.at == first {
            return Err(self.wrong(Problem::Number));
        }
        Ok(())
    }

    /// The number that begins here, as serde_json reads it; nothing for what it has no number for.
    pub(crate) fn read_number(&mut self) -> Scanned<Option<Number>> {
        let written = self.number()?;
        // `-0` is no whole number to serde_json, and eighteen digits surely fit.
        let is_plain = written.len() <= 18 && written.bytes().all(|digit| digit.is_ascii_digit());
        let whole = is_plain.then(|| written.parse().ok()).flatten();
        Ok(match whole {
            Some(whole) => Some(Number::Whole(whole)),
            None => read_number(written).as_ref().and_then(Number::of),
        })
    }

    /// `true`, `false` or `null`, whichever begins with the letter here.
    #[inline]
    pub(crate) fn word(&mut self, word: &str) -> Scanned<()> {
        if self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(());
        }
        Err(JsonError::new(self.at, Problem::Value))
    }

    /// Steps over a value that is neither an array nor an object.
    #[inline]
    fn skip_scalar(&mut self, first: Option<u8>) -> Scanned<()> {
        match first {
            Some(b'"') => self.string().map(drop),
            Some(b'-' | b'0'..=b'9') => self.number().map(drop),
            Some(b't') => self.word("true"),
            Some(b'f') => self.word("false"),
            Some(b'n') => self.word("null"),
            _ => Err(self.wrong(Problem::Value)),
        }
    }

    /// Steps over the value that comes next. There is no recursion in it.
    #[inline]
    pub(crate) fn skip_value(&mut self) -> Scanned<()> {
        match self.next() {
            Some(b'{' | b'[') => self.skip_nested(),
            first => self.skip_scalar(first),
        }
    }

    /// Steps over the array or object that begins here.
    fn skip_nested(&mut self) -> Scanned<()> {
        let outside = self.depth;
        // Of each that is open, whether it is an object: the innermost is the lowest bit. There
        // are fewer than 128.
        let mut objects: u128 = 0;
        loop {
            // At a value.
            match self.next() {
                Some(b'{') => {
                    self.open()?;
                    objects = objects << 1 | 1;
                    if self.next() != Some(b'}') {
                        self.name()?;
                        continue;
                    }
                }
                Some(b'[') => {
                    self.open()?;
                    objects <<= 1;
                    if self.next() != Some(b']') {
                        continue;
                    }
                }
                first => self.skip_scalar(first)?,
            }
            // Behind a value, or at the end of what is empty.
            loop {
                let is_object = objects & 1 == 1;
                match (self.next(), is_object) {
                    (Some(b','), true) => {
                        self.at += 1;
                        self.name()?;
                        break;
                    }
                    (Some(b','), false) => {
                        self.at += 1;
                        break;
                    }
                    (Some(b'}'), true) | (Some(b']'), false) => {
                        self.close();
                        objects >>= 1;
                        if self.depth == outside {
                            return Ok(());
                        }
                    }
                    (_, true) => return Err(self.wrong(Problem::CommaOrBrace)),
                    (_, false) => return Err(self.wrong(Problem::CommaOrBracket)),
                }
            }
        }
    }
}

fn read_number(written: &str) -> Option<serde_json::Number> {
    serde_json::from_str(written).ok()
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

/// Where the next byte is, from `at` on, that can't stand in a string: `"`, `\` or a control
/// character; or the end. Strings are short, so that eight bytes at a time are faster than a search
/// that has to be set up.
#[inline]
fn special_from(bytes: &[u8], mut at: usize) -> usize {
    while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let word = u64::from_le_bytes(*eight);
        let specials = special_bytes(word);
        if specials != 0 {
            return at + specials.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while let Some(byte) = bytes.get(at) {
        if matches!(byte, b'"' | b'\\' | ..0x20) {
            break;
        }
        at += 1;
    }
    at
}

/// The high bit of each special byte; those above the lowest may be wrong, the lowest never is: a
/// borrow goes upwards only, and begins at a special byte.
#[inline]
fn special_bytes(word: u64) -> u64 {
    let is_zero = |word: u64| word.wrapping_sub(ONES) & !word;
    let quote = is_zero(word ^ ONES * u64::from(b'"'));
    let backslash = is_zero(word ^ ONES * u64::from(b'\\'));
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    (quote | backslash | control) & HIGH_BITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_special_byte_is_found_wherever_it_is() {
        for special in (0..=255_u8).filter(|byte| matches!(byte, b'"' | b'\\' | ..0x20)) {
            for length in 0..24 {
                for at in 0..length {
                    let mut bytes: Vec<u8> =
                        (0..length).map(|index| 0x20 ^ (index as u8)).collect();
                    bytes.iter_mut().for_each(|byte| *byte |= 0x80);
                    assert_eq!(special_from(&bytes, 0), length);
                    bytes[at] = special;
                    bytes[at + 1..].fill(b'"');
                    assert_eq!(special_from(&bytes, 0), at, "{special} in {length}");
                }
            }
        }
        for plain in (0x20..=255_u8).filter(|byte| !matches!(byte, b'"' | b'\\')) {
            assert_eq!(special_from(&[plain; 19], 3), 19, "{plain}");
        }
        assert_eq!(special_from(b"", 7), 7);
    }

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
