//! The order of proposals by what is typed.

/// Returns the rank of a name for what is typed of it; `None` if it does not fit. Smaller is better: the
/// start of the name, the start of a later part, any other place. Case does not count.
pub(super) fn rank(name: &str, typed: &str) -> Option<usize> {
    let (name, typed) = (name.to_ascii_lowercase(), typed.to_ascii_lowercase());
    let at = name.find(&typed)?;
    let starts_part = |at: usize| matches!(name.as_bytes()[at - 1], b'.' | b'_' | b' ' | b'-');
    Some(match at {
        0 => 0,
        _ if name.match_indices(&typed).any(|(at, _)| starts_part(at)) => 1,
        _ => 2,
    })
}
