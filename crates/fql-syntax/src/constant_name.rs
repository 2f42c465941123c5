//! Names of Rust constants.

/// Returns the name of the constant of an operation, such as `QUERY_DEVICE_IDS_V2` for
/// `queryDeviceIDsV2`.
#[must_use]
pub fn constant_name(id: &str) -> String {
    let characters: Vec<char> = id.chars().collect();
    let mut name = String::with_capacity(id.len() + 8);
    for (index, character) in characters.iter().enumerate() {
        if !character.is_ascii_alphanumeric() {
            name.push('_');
            continue;
        }
        let previous = index.checked_sub(1).and_then(|index| characters.get(index));
        if character.is_ascii_uppercase()
            && previous.is_some_and(|previous| starts_word(*previous, &characters[index + 1..]))
        {
            name.push('_');
        }
        name.push(character.to_ascii_uppercase());
    }
    name
}

/// Returns `true` if a capital between these characters starts a word: after a small letter or a digit,
/// or as the last capital of several before a small letter, which is not the `s` of a plural.
fn starts_word(previous: char, next: &[char]) -> bool {
    if !previous.is_ascii_uppercase() {
        return previous.is_ascii_alphanumeric();
    }
    let is_plural = matches!(next, ['s'] | ['s', 'A'..='Z' | '0'..='9' | '_' | '-', ..]);
    !is_plural && matches!(next, ['a'..='z', ..])
}
