//! String literals of Rust.

/// Returns the value of `"…"`, `r"…"` or `r#"…"#`; `None` for any other literal.
pub(crate) fn string(source: &str) -> Option<String> {
    if let Some(raw) = source.strip_prefix('r') {
        let content = raw.trim_start_matches('#').strip_prefix('"')?;
        return Some(content.trim_end_matches('#').strip_suffix('"')?.to_owned());
    }
    unescape(source.strip_prefix('"')?.strip_suffix('"')?)
}

/// Returns `true` if a string literal has a suffix, as in `"a:"b`.
pub(crate) fn has_suffix(source: &str) -> bool {
    source.starts_with('"') && !source.ends_with('"')
}

/// Returns the source of the string literal with this value.
pub(crate) fn quote(value: &str) -> String {
    proc_macro::Literal::string(value).to_string()
}

fn unescape(content: &str) -> Option<String> {
    let mut value = String::with_capacity(content.len());
    let mut rest = content.chars();
    while let Some(character) = rest.next() {
        match character {
            '\\' => value.extend(escape(&mut rest)?),
            // Rust reads `\r\n` in a literal as `\n`.
            '\r' => {}
            _ => value.push(character),
        }
    }
    Some(value)
}

/// Returns the character of an escape; `Some(None)` for an escaped line break, which has none.
fn escape(rest: &mut core::str::Chars<'_>) -> Option<Option<char>> {
    Some(Some(match rest.next()? {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '0' => '\0',
        'x' => {
            let digits: String = rest.take(2).collect();
            char::from(u8::from_str_radix(&digits, 16).ok()?)
        }
        'u' => {
            let digits: String = rest
                .skip(1)
                .take_while(|character| *character != '}')
                .collect();
            char::from_u32(u32::from_str_radix(&digits.replace('_', ""), 16).ok()?)?
        }
        '\r' | '\n' => {
            *rest = rest.as_str().trim_start().chars();
            return Some(None);
        }
        quoted @ ('\\' | '\'' | '"') => quoted,
        _ => return None,
    }))
}
