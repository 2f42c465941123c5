//! Small parsers of canonical filters and of URL queries, written from the documentation.

/// A parsed clause.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Clause {
    pub(crate) property: String,
    pub(crate) operator: String,
    pub(crate) values: Vec<Value>,
}

/// An unescaped value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// A quoted string without wildcards.
    String(String),
    /// The strings between the wildcards of a quoted pattern.
    Pattern(Vec<String>),
    /// An unquoted value.
    Bare(String),
}

/// Parses clauses joined by `+`, without parentheses.
pub(crate) fn parse_clauses(filter: &str) -> Vec<Clause> {
    let mut rest = filter;
    let mut clauses = Vec::new();
    loop {
        clauses.push(parse_clause(&mut rest));
        match rest.strip_prefix('+') {
            Some(next) => rest = next,
            None => break,
        }
    }
    assert_eq!(rest, "", "trailing input in {filter:?}");
    clauses
}

fn take_while<'f>(rest: &mut &'f str, accepts: impl Fn(char) -> bool) -> &'f str {
    let end = rest.find(|c| !accepts(c)).unwrap_or(rest.len());
    let (taken, after) = rest.split_at(end);
    *rest = after;
    taken
}

fn parse_clause(rest: &mut &str) -> Clause {
    let property = take_while(rest, |c| c.is_ascii_alphanumeric() || c == '_' || c == '.');
    assert!(!property.is_empty(), "missing property before {rest:?}");
    *rest = rest.strip_prefix(':').unwrap();
    let operator = take_while(rest, |c| "!<>=~*".contains(c));
    let is_pattern = match operator {
        "" | "!" => None,
        operator => Some(operator.contains('*')),
    };
    let mut values = Vec::new();
    if let Some(list) = rest.strip_prefix('[') {
        *rest = list;
        loop {
            values.push(parse_value(rest, is_pattern));
            let (separator, after) = rest.split_at(1);
            *rest = after;
            match separator {
                "," => {}
                "]" => break,
                other => panic!("`{other}` in a list"),
            }
        }
    } else {
        values.push(parse_value(rest, is_pattern));
    }
    Clause {
        property: property.to_owned(),
        operator: operator.to_owned(),
        values,
    }
}

/// Parses a value. Without `is_pattern`, a value with a star is a pattern.
fn parse_value(rest: &mut &str, is_pattern: Option<bool>) -> Value {
    let Some(content) = rest.strip_prefix('\'') else {
        return Value::Bare(take_while(rest, |c| !"+,])".contains(c)).to_owned());
    };
    let mut value = String::new();
    let mut chars = content.char_indices().peekable();
    loop {
        let (position, c) = chars.next().expect("a closing quote");
        match c {
            '\'' => {
                *rest = &content[position + 1..];
                break;
            }
            '\\' => match chars.next_if(|(_, next)| matches!(next, '\'' | '\\')) {
                Some((_, escaped)) => value.push(escaped),
                None => value.push('\\'),
            },
            c => value.push(c),
        }
    }
    if is_pattern.unwrap_or_else(|| value.contains('*')) {
        parse_pattern(&value)
    } else {
        Value::String(value)
    }
}

/// Parses the second escape level: `\*` is a star, and `\\` a backslash.
fn parse_pattern(pattern: &str) -> Value {
    let mut parts = vec![String::new()];
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        let c = match c {
            '*' => {
                parts.push(String::new());
                continue;
            }
            '\\' => chars
                .next_if(|next| matches!(next, '*' | '\\'))
                .unwrap_or('\\'),
            c => c,
        };
        parts.last_mut().unwrap().push(c);
    }
    match <[String; 1]>::try_from(parts) {
        Ok([literal]) => Value::String(literal),
        Err(parts) => Value::Pattern(parts),
    }
}

/// Returns `true` if a string is a property name by the documentation.
pub(crate) fn is_property_name(name: &str) -> bool {
    name.split('.').all(|part| {
        let is_valid = |c: char| c.is_ascii_alphanumeric() || c == '_';
        part.chars().all(is_valid) && part.starts_with(|c: char| !c.is_ascii_digit())
    })
}

/// Parses the pairs of a form or of a URL query.
pub(crate) fn parse_pairs(form: &str) -> Vec<(String, String)> {
    if form.is_empty() {
        return Vec::new();
    }
    form.split('&')
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap();
            (decode(key), decode(value))
        })
        .collect()
}

fn decode(encoded: &str) -> String {
    let mut decoded = Vec::new();
    let mut bytes = encoded.bytes();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [bytes.next().unwrap(), bytes.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            plain => {
                let is_safe = plain.is_ascii_alphanumeric() || b"*-._".contains(&plain);
                assert!(is_safe, "{encoded:?} is not encoded");
                plain
            }
        });
    }
    String::from_utf8(decoded).unwrap()
}

#[test]
fn parser_detects_more_than_one_value() {
    let count = |filter: &str| parse_clauses(filter).len();
    assert_eq!(count("a:'x'"), 1);
    assert_eq!(count("a:'x'+b:'y'"), 2);
    assert_eq!(count(r"a:'x\'+b:\'y'"), 1);
    let backslash = Value::String("\\".into());
    assert_eq!(parse_clauses(r"a:'\\'")[0].values, [backslash]);
    let pattern = Value::Pattern(vec!["x*".into(), "\\y".into()]);
    assert_eq!(parse_clauses(r"a:!*'x\**\\y'")[0].values, [pattern]);
    let list = [Value::String("*".into()), Value::Bare("1".into())];
    assert_eq!(parse_clauses(r"a.b:['\*',1]")[0].values, list);
    for malformed in ["a:'x'y", "a:'x',b:'y'", "a:'x", "(a:'x')", "a:'x'+"] {
        let parsed = std::panic::catch_unwind(|| parse_clauses(malformed));
        assert!(parsed.is_err(), "{malformed}");
    }
    let pairs = parse_pairs("a=%C3%BC+%2B");
    assert_eq!(pairs, [("a".to_owned(), "ü +".to_owned())]);
}
