//! Random ids in the service's formats.

/// Returns 32 hexadecimal digits.
pub(crate) fn hex() -> String {
    format!("{:032x}", rand::random::<u128>())
}

/// Returns 32 hexadecimal digits, hyphenated as `8-4-4-4-12`.
pub(crate) fn hyphenated() -> String {
    let digits = hex();
    let groups = [
        &digits[..8],
        &digits[8..12],
        &digits[12..16],
        &digits[16..20],
        &digits[20..],
    ];
    groups.join("-")
}

#[cfg(test)]
mod tests {
    #[test]
    fn ids_are_well_formed_and_distinct() {
        let id = super::hyphenated();
        let lengths: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert_ne!(id, super::hyphenated());
        assert_eq!(super::hex().len(), 32);
    }
}
