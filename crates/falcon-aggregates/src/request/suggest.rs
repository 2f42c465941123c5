//! Suggestions for misspelled names.

/// Longer names are not compared: every known one is shorter.
const MAX_LEN: usize = 64;

/// Returns the known name most similar to `name`, ignoring case. Up to a third of the characters
/// may differ.
pub(crate) fn closest_match<'n>(
    name: &str,
    known: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    if name.len() > MAX_LEN {
        return None;
    }
    let name = name.to_ascii_lowercase();
    let max_distance = name.chars().count() / 3;
    let distance = |known: &str| strsim::damerau_levenshtein(&name, &known.to_ascii_lowercase());
    known
        .into_iter()
        .map(|known| (distance(known), known))
        .filter(|(distance, _)| *distance <= max_distance)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// Returns the help for an unknown name: the most similar known one, or all of them.
pub(crate) fn help_for_unknown(name: &str, known: &[&str]) -> String {
    match closest_match(name, known.iter().copied()) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("supported: `{}`", known.join("`, `")),
    }
}

/// Returns the beginning of `source`, safe to print on one line.
pub(crate) fn excerpt(source: &str) -> String {
    const MAX_CHARS: usize = 60;
    let chars = source.chars().take(MAX_CHARS);
    let mut excerpt: String = chars.flat_map(char::escape_debug).collect();
    if source.chars().nth(MAX_CHARS).is_some() {
        excerpt.push('…');
    }
    excerpt
}
