//! The tokens of a GraphQL query.

use std::borrow::Cow;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'q> {
    /// A punctuator, such as `{` or `...`.
    Punctuator(&'q str),
    Name(&'q str),
    Int(&'q str),
    Float(&'q str),
    String(Cow<'q, str>),
    End,
}

impl Token<'_> {
    /// Returns the token for an error message.
    pub(super) fn describe(&self) -> String {
        match self {
            Self::Punctuator(source) | Self::Name(source) => {
                format!("`{}`", fql_syntax::excerpt(source, 40))
            }
            Self::Int(_) | Self::Float(_) => "a number".to_owned(),
            Self::String(_) => "a string".to_owned(),
            Self::End => "the end of the query".to_owned(),
        }
    }
}

/// Reads tokens from a query.
#[derive(Debug, Clone)]
pub(super) struct Lexer<'q> {
    source: &'q str,
    offset: usize,
}

/// The message and the offset of an error.
pub(super) type LexError = (String, usize);

impl<'q> Lexer<'q> {
    pub(super) fn new(source: &'q str) -> Self {
        Self { source, offset: 0 }
    }

    /// Returns the next token and its offset.
    pub(super) fn next(&mut self) -> Result<(Token<'q>, usize), LexError> {
        self.skip_ignored();
        let start = self.offset;
        let rest = self.rest();
        let token = match rest.as_bytes().first() {
            None => Token::End,
            Some(
                b'!' | b'$' | b'&' | b'(' | b')' | b':' | b'=' | b'@' | b'[' | b']' | b'{' | b'|'
                | b'}',
            ) => Token::Punctuator(self.take(1)),
            Some(b'.') if rest.starts_with("...") => Token::Punctuator(self.take(3)),
            Some(b'a'..=b'z' | b'A'..=b'Z' | b'_') => Token::Name(self.take(name_len(rest))),
            Some(b'0'..=b'9' | b'-') => self.number()?,
            Some(b'"') if rest.starts_with("\"\"\"") => Token::String(self.block_string()?.into()),
            Some(b'"') => Token::String(self.string()?),
            Some(_) => {
                let character = rest.chars().next().unwrap_or_default();
                return Err((
                    format!(
                        "unexpected character `{}`",
                        fql_syntax::excerpt(&character.to_string(), 8)
                    ),
                    start,
                ));
            }
        };
        Ok((token, start))
    }

    fn rest(&self) -> &'q str {
        &self.source[self.offset..]
    }

    fn take(&mut self, length: usize) -> &'q str {
        let start = self.offset;
        self.offset += length;
        &self.source[start..self.offset]
    }

    /// Skips white space, commas, comments and byte order marks.
    fn skip_ignored(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches([' ', '\t', '\n', '\r', ',', '\u{feff}']);
            self.offset += rest.len() - trimmed.len();
            if !trimmed.starts_with('#') {
                return;
            }
            self.offset += trimmed.find(['\n', '\r']).unwrap_or(trimmed.len());
        }
    }

    fn number(&mut self) -> Result<Token<'q>, LexError> {
        let (start, rest) = (self.offset, self.rest());
        let bytes = rest.as_bytes();
        let digits = |from: usize| {
            let tail = bytes.get(from..).unwrap_or_default();
            tail.iter().take_while(|byte| byte.is_ascii_digit()).count()
        };
        let invalid = || ("invalid number".to_owned(), start);
        let mut end = usize::from(bytes.first() == Some(&b'-'));
        let integer = digits(end);
        if integer == 0 || (integer > 1 && bytes.get(end) == Some(&b'0')) {
            return Err(invalid());
        }
        end += integer;
        let mut is_float = false;
        if bytes.get(end) == Some(&b'.') {
            let fraction = digits(end + 1);
            (is_float, end) = (true, end + 1 + fraction);
            if fraction == 0 {
                return Err(invalid());
            }
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            let exponent = digits(end + 1 + sign);
            (is_float, end) = (true, end + 1 + sign + exponent);
            if exponent == 0 {
                return Err(invalid());
            }
        }
        if matches!(
            bytes.get(end),
            Some(b'.' | b'_' | b'a'..=b'z' | b'A'..=b'Z')
        ) {
            return Err(invalid());
        }
        let source = self.take(end);
        Ok(if is_float {
            Token::Float(source)
        } else {
            Token::Int(source)
        })
    }

    /// Reads a string in quotes.
    fn string(&mut self) -> Result<Cow<'q, str>, LexError> {
        let start = self.offset;
        self.offset += 1;
        let mut unescaped: Option<String> = None;
        loop {
            let rest = self.rest();
            let end = rest.find(['"', '\\', '\n', '\r']).unwrap_or(rest.len());
            let plain = self.take(end);
            if let Some(string) = &mut unescaped {
                string.push_str(plain);
            }
            match rest.as_bytes().get(end) {
                Some(b'"') => {
                    self.offset += 1;
                    return Ok(unescaped.map_or(Cow::Borrowed(plain), Cow::Owned));
                }
                Some(b'\\') => {
                    let string = unescaped.get_or_insert_with(|| plain.to_owned());
                    string.push(self.escape()?);
                }
                _ => return Err(("unterminated string".to_owned(), start)),
            }
        }
    }

    /// Reads an escape sequence.
    fn escape(&mut self) -> Result<char, LexError> {
        let start = self.offset;
        let invalid = || ("invalid escape sequence in a string".to_owned(), start);
        let kind = self.rest().as_bytes().get(1).copied();
        let character = match kind {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape().ok_or_else(invalid),
            _ => return Err(invalid()),
        };
        self.offset += 2;
        Ok(character)
    }

    /// Reads `\uXXXX`, a pair of them, or `\u{…}`.
    fn unicode_escape(&mut self) -> Option<char> {
        let rest = &self.rest()[2..];
        if let Some(rest) = rest.strip_prefix('{') {
            let (digits, _) = rest.split_once('}')?;
            let code = hexadecimal(digits).filter(|_| digits.len() <= 8)?;
            self.offset += 4 + digits.len();
            return char::from_u32(code);
        }
        let high = hexadecimal(rest.get(..4)?)?;
        if !(0xd800..0xdc00).contains(&high) {
            self.offset += 6;
            return char::from_u32(high);
        }
        let low = hexadecimal(rest[4..].strip_prefix("\\u")?.get(..4)?)?;
        if !(0xdc00..0xe000).contains(&low) {
            return None;
        }
        self.offset += 12;
        char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00))
    }

    /// Reads a string in triple quotes, whose common indentation is removed.
    fn block_string(&mut self) -> Result<String, LexError> {
        let start = self.offset;
        self.offset += 3;
        let mut raw = String::new();
        loop {
            let rest = self.rest();
            let Some(end) = rest.find("\"\"\"") else {
                return Err(("unterminated string".to_owned(), start));
            };
            let part = self.take(end);
            self.offset += 3;
            match part.strip_suffix('\\') {
                Some(part) => {
                    raw.push_str(part);
                    raw.push_str("\"\"\"");
                }
                None => {
                    raw.push_str(part);
                    return Ok(dedent(&raw));
                }
            }
        }
    }
}

fn name_len(source: &str) -> usize {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    source.bytes().take_while(|byte| is_name(byte)).count()
}

fn hexadecimal(digits: &str) -> Option<u32> {
    let is_valid = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_valid.then(|| u32::from_str_radix(digits, 16).ok())?
}

/// Removes the common indentation of all lines but the first, and blank lines at both ends.
fn dedent(raw: &str) -> String {
    let raw = raw.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = raw.split('\n').collect();
    let indentation = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let is_blank = |line: &str| indentation(line) == line.len();
    let common = lines.iter().skip(1).filter(|line| !is_blank(line));
    let common = common.map(|line| indentation(line)).min().unwrap_or(0);
    let first = lines.iter().position(|line| !is_blank(line));
    let last = lines.iter().rposition(|line| !is_blank(line));
    let (Some(first), Some(last)) = (first, last) else {
        return String::new();
    };
    let kept = lines.iter().enumerate().take(last + 1).skip(first);
    let kept = kept.map(|(number, line)| match number {
        0 => line,
        _ => line.get(common..).unwrap_or_default(),
    });
    kept.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(source: &str) -> Result<Vec<Token<'_>>, LexError> {
        let mut lexer = Lexer::new(source);
        let mut tokens = Vec::new();
        loop {
            match lexer.next()?.0 {
                Token::End => return Ok(tokens),
                token => tokens.push(token),
            }
        }
    }

    #[test]
    fn ignored_tokens_separate_names() {
        let source = "\u{feff}{ a,b # comment }\r\n\t...c }";
        let expected = [
            Token::Punctuator("{"),
            Token::Name("a"),
            Token::Name("b"),
            Token::Punctuator("..."),
            Token::Name("c"),
            Token::Punctuator("}"),
        ];
        assert_eq!(tokens(source).unwrap(), expected);
    }

    #[test]
    fn numbers_are_integers_or_floats() {
        for source in ["0", "-0", "7", "-12", "99999999999"] {
            assert_eq!(tokens(source).unwrap(), [Token::Int(source)]);
        }
        for source in ["0.5", "-1.25", "1e3", "1E-3", "1.5e+10"] {
            assert_eq!(tokens(source).unwrap(), [Token::Float(source)]);
        }
        for source in [
            "-", "00", "01", "1.", ".5", "1e", "1e+", "1.5.5", "1x", "1_000", "--1",
        ] {
            assert!(tokens(source).is_err(), "{source}");
        }
    }

    #[test]
    fn strings_are_unescaped() {
        for (source, expected) in [
            (r#""""#, ""),
            (r#""plain ö""#, "plain ö"),
            (r#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
            (r#""\u00e9\uD83D\uDE00\u{1F600}x""#, "é😀😀x"),
            (
                "\"\"\"a \"quoted\" \\\"\"\" b\"\"\"",
                "a \"quoted\" \"\"\" b",
            ),
            (
                "\"\"\"\n    one\n\n      two\n    three\n  \"\"\"",
                "one\n\n  two\nthree",
            ),
            ("\"\"\"first\r\n  second\"\"\"", "first\nsecond"),
            ("\"\"\"  \n \n\"\"\"", ""),
            ("\"\"\"\n  ö\n \tx\"\"\"", "ö\nx"),
        ] {
            assert_eq!(
                tokens(source).unwrap(),
                [Token::String(expected.into())],
                "{source}"
            );
        }
    }

    #[test]
    fn malformed_strings_are_rejected() {
        for source in [
            "\"",
            "\"a\n\"",
            "\"\\",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\u12é\"",
            "\"\\uD83D\"",
            "\"\\uD83Dx\"",
            "\"\\uD83D\\u0041\"",
            "\"\\uDE00\"",
            "\"\\u{110000}\"",
            "\"\\u{}\"",
            "\"\\u{41\"",
            "\"\\u{000000041}\"",
            "\"\\u{+41}\"",
            "\"\"\"",
            "\"\"\" \\\"\"\"",
            "\"\"\"\"",
            "?",
            "ö",
            "..",
            "\\",
        ] {
            assert!(tokens(source).is_err(), "{source}");
        }
    }
}
