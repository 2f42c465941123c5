//! A reader of canonical filters, and one of address lines: small, and by the documents alone.

/// A clause as it says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Clause {
    pub(crate) property: String,
    pub(crate) operator: String,
    pub(crate) values: Vec<Value>,
}

/// A value as it means.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// In quotes, compared as it is.
    Text(String),
    /// With stars: the texts between them.
    Pattern(Vec<String>),
    /// Without quotes.
    Bare(String),
}

/// Reads clauses joined by `+`, without any group.
pub(crate) fn clauses(text: &str) -> Vec<Clause> {
    let mut rest = text;
    let mut clauses = Vec::new();
    loop {
        clauses.push(clause(&mut rest));
        match rest.strip_prefix('+') {
            Some(behind) => rest = behind,
            None => break,
        }
    }
    assert_eq!(rest, "", "behind the clauses of {text:?}");
    clauses
}

fn taken<'t>(rest: &mut &'t str, belongs: impl Fn(char) -> bool) -> &'t str {
    let end = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
    let (taken, behind) = rest.split_at(end);
    *rest = behind;
    taken
}

fn clause(rest: &mut &str) -> Clause {
    let property = taken(rest, |c| c.is_ascii_alphanumeric() || c == '_' || c == '.');
    assert!(!property.is_empty(), "a property before {rest:?}");
    *rest = rest.strip_prefix(':').unwrap();
    let operator = taken(rest, |c| "!<>=~*".contains(c));
    let has_pattern = match operator {
        "" | "!" => None,
        operator => Some(operator.contains('*')),
    };
    let mut values = Vec::new();
    if let Some(behind) = rest.strip_prefix('[') {
        *rest = behind;
        loop {
            values.push(value(rest, has_pattern));
            let (first, behind) = rest.split_at(1);
            *rest = behind;
            match first {
                "," => {}
                "]" => break,
                other => panic!("`{other}` in a list"),
            }
        }
    } else {
        values.push(value(rest, has_pattern));
    }
    Clause {
        property: property.to_owned(),
        operator: operator.to_owned(),
        values,
    }
}

/// `has_pattern` is whether the operator wants a pattern; where there is none, a star tells.
fn value(rest: &mut &str, has_pattern: Option<bool>) -> Value {
    let Some(content) = rest.strip_prefix('\'') else {
        return Value::Bare(taken(rest, |c| !"+,])".contains(c)).to_owned());
    };
    let mut text = String::new();
    let mut signs = content.char_indices().peekable();
    loop {
        let (at, sign) = signs.next().expect("a closing quote");
        match sign {
            '\'' => {
                *rest = &content[at + 1..];
                break;
            }
            '\\' => match signs.next_if(|(_, next)| matches!(next, '\'' | '\\')) {
                Some((_, escaped)) => text.push(escaped),
                None => text.push('\\'),
            },
            sign => text.push(sign),
        }
    }
    if has_pattern.unwrap_or_else(|| text.contains('*')) {
        pattern(&text)
    } else {
        Value::Text(text)
    }
}

/// The second level: `\*` is a star, and `\\` a backslash.
fn pattern(text: &str) -> Value {
    let mut parts = vec![String::new()];
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let sign = match sign {
            '*' => {
                parts.push(String::new());
                continue;
            }
            '\\' => signs
                .next_if(|next| matches!(next, '*' | '\\'))
                .unwrap_or('\\'),
            sign => sign,
        };
        parts.last_mut().unwrap().push(sign);
    }
    match <[String; 1]>::try_from(parts) {
        Ok([whole]) => Value::Text(whole),
        Err(parts) => Value::Pattern(parts),
    }
}

/// The pairs of a form or of what stands behind the `?` of an address line.
pub(crate) fn pairs(text: &str) -> Vec<(String, String)> {
    if text.is_empty() {
        return Vec::new();
    }
    text.split('&')
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap();
            (decoded(key), decoded(value))
        })
        .collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            plain => {
                let is_safe = plain.is_ascii_alphanumeric() || b"*-._".contains(&plain);
                assert!(is_safe, "{text:?} is not encoded");
                plain
            }
        });
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn what_is_no_single_value_is_seen() {
    let one = |text: &str| clauses(text).len();
    assert_eq!(one("a:'x'"), 1);
    assert_eq!(one("a:'x'+b:'y'"), 2);
    assert_eq!(one(r"a:'x\'+b:\'y'"), 1);
    assert_eq!(clauses(r"a:'\\'")[0].values, [Value::Text("\\".into())]);
    let open = Value::Pattern(vec!["x*".into(), "\\y".into()]);
    assert_eq!(clauses(r"a:!*'x\**\\y'")[0].values, [open]);
    let list = [Value::Text("*".into()), Value::Bare("1".into())];
    assert_eq!(clauses(r"a.b:['\*',1]")[0].values, list);
    for broken in ["a:'x'y", "a:'x',b:'y'", "a:'x", "(a:'x')", "a:'x'+"] {
        assert!(
            std::panic::catch_unwind(|| clauses(broken)).is_err(),
            "{broken}"
        );
    }
    assert_eq!(pairs("a=%C3%BC+%2B"), [("a".to_owned(), "ü +".to_owned())]);
}

/// Whether a text is a name of a property, by the documents.
pub(crate) fn taken_for_property(text: &str) -> bool {
    text.split('.').all(|part| {
        let belongs = |c: char| c.is_ascii_alphanumeric() || c == '_';
        part.chars().all(belongs) && part.starts_with(|c: char| !c.is_ascii_digit())
    })
}
