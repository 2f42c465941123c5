//! Comparison that ignores case.

/// Returns the full case folding of a text, without the context of a character and without a locale:
/// `Σ`, `σ` and `ς` fold to `σ`, and `ß` and `ẞ` to `ss`.
#[must_use]
pub fn fold_case(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\0'..='\x7f' => folded.push(character.to_ascii_lowercase()),
            // The only character that Unicode does not fold as its upper case.
            'ı' => folded.push(character),
            // `ẞ` has `ß` as its lower case, and only that has `SS` as its upper case.
            _ => folded.extend(
                character
                    .to_lowercase()
                    .flat_map(char::to_uppercase)
                    .flat_map(char::to_lowercase),
            ),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_of_a_letter_fold_to_one_text() {
        for (text, folded) in [
            ("", ""),
            ("Web-1 [*]", "web-1 [*]"),
            ("ΑΣΑ ΑΣ ας", "ασα ασ ασ"),
            ("Straße STRASSE STRAẞE", "strasse strasse strasse"),
            ("ÉTÉ été", "été été"),
            ("ſ K Å µ", "s k å μ"),
            ("ﬁ ŉ ǅ", "fi ʼn ǆ"),
            ("Iı İ", "iı i\u{307}"),
            ("Ꭰ ꭰ", "ꭰ ꭰ"),
        ] {
            assert_eq!(fold_case(text), folded, "{text}");
        }
    }

    #[test]
    fn folding_ignores_the_case_of_every_character() {
        // No character from U+20000 on has a case.
        for character in '\0'..'\u{20000}' {
            let text = character.to_string();
            let folded = fold_case(&text);
            assert_eq!(fold_case(&folded), folded, "{text}");
            assert_eq!(fold_case(&text.to_lowercase()), folded, "{text}");
            if character != 'ı' {
                assert_eq!(fold_case(&text.to_uppercase()), folded, "{text}");
            }
            assert_eq!(folded.contains('*'), character == '*');
            assert_eq!(folded.contains('\\'), character == '\\');
        }
    }
}
