//! The name nearest to one that does not exist.

/// Longer names are not compared: no known one is as long.
const LONGEST: usize = 64;

/// The known name that is spelt most like this one; case does not count, and up to a third of the
/// letters may be wrong.
pub(crate) fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    if name.len() > LONGEST {
        return None;
    }
    let wanted = name.to_ascii_lowercase();
    let most = wanted.chars().count() / 3;
    let distance = |known: &str| strsim::damerau_levenshtein(&wanted, &known.to_ascii_lowercase());
    known
        .into_iter()
        .map(|known| (distance(known), known))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}
