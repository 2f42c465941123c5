//! Text for people: one line, of bounded length, without control characters.

/// `text` as one line of at most `max` characters; what was cut is shown by `…`.
pub(crate) fn one_line(text: &str, max: usize) -> String {
    let mut line = String::with_capacity(text.len().min(max));
    let mut written = 0;
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() {
            gap = !line.is_empty();
            continue;
        }
        if written + usize::from(gap) >= max {
            line.push('…');
            break;
        }
        if std::mem::take(&mut gap) {
            line.push(' ');
            written += 1;
        }
        line.push(c);
        written += 1;
    }
    line
}

/// `` `a`, `b` and so on``, joined by commas.
pub(crate) fn backticked<S: AsRef<str>>(names: &[S]) -> String {
    names
        .iter()
        .map(|name| format!("`{}`", name.as_ref()))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_control_characters_become_one_blank() {
        assert_eq!(one_line("  a\r\n\tb\u{0}c  ", 40), "a b c");
    }

    #[test]
    fn a_long_line_is_cut_at_a_character() {
        assert_eq!(one_line("äöüß", 2), "äö…");
        assert_eq!(one_line("äö", 2), "äö");
        assert_eq!(one_line("ab cd", 3), "ab…");
    }
}
