//! New ids, in the forms of the service's.

/// 32 hexadecimal digits.
pub(crate) fn plain() -> String {
    format!("{:032x}", fastrand::u128(..))
}

/// 32 hexadecimal digits with hyphens.
pub(crate) fn hyphenated() -> String {
    let digits = plain();
    let parts = [
        &digits[..8],
        &digits[8..12],
        &digits[12..16],
        &digits[16..20],
        &digits[20..],
    ];
    parts.join("-")
}

#[cfg(test)]
mod tests {
    #[test]
    fn ids_have_their_form_and_differ() {
        let id = super::hyphenated();
        let lengths: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert_ne!(id, super::hyphenated());
        assert_eq!(super::plain().len(), 32);
    }
}
