//! What a string literal of the program's source means.

/// The text of `"…"`, `r"…"` or `r#"…"#`; `None` for any other literal.
pub(crate) fn text(source: &str) -> Option<String> {
    if let Some(raw) = source.strip_prefix('r') {
        let content = raw.trim_start_matches('#').strip_prefix('"')?;
        return Some(content.trim_end_matches('#').strip_suffix('"')?.to_owned());
    }
    unescape(source.strip_prefix('"')?.strip_suffix('"')?)
}

/// Whether words follow the second quote of a text, as in `"a:"b`.
pub(crate) fn goes_on(source: &str) -> bool {
    source.starts_with('"') && !source.ends_with('"')
}

/// The source of a string literal that means `text`.
pub(crate) fn source(text: &str) -> String {
    proc_macro::Literal::string(text).to_string()
}

fn unescape(content: &str) -> Option<String> {
    let mut text = String::with_capacity(content.len());
    let mut rest = content.chars();
    while let Some(character) = rest.next() {
        match character {
            '\\' => text.extend(escape(&mut rest)?),
            '\r' => {} // A line of a source file may end in both.
            _ => text.push(character),
        }
    }
    Some(text)
}

/// What stands behind a backslash; `Some(None)` where it stands for nothing.
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
            let behind = rest.as_str().trim_start();
            *rest = behind.chars();
            return Some(None);
        }
        quoted @ ('\\' | '\'' | '"') => quoted,
        _ => return None,
    }))
}
