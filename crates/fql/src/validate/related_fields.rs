//! Searches for fields by a part of their names, in constant functions.

use crate::schema::Table;

/// The fields of a group, or those whose names contain a word, up to a number.
pub(super) struct RelatedFields {
    pub(super) names: [&'static str; 6],
    pub(super) count: usize,
}

impl RelatedFields {
    /// Finds the fields below `name` in a group, or else those with `name` as a word; those with the
    /// fewest segments first.
    pub(super) const fn new(table: &Table, name: &str, is_group: bool) -> Self {
        let mut fields = Self {
            names: [""; 6],
            count: 0,
        };
        let mut index = 0;
        let mut depth = 0;
        while depth < MAX_DEPTH {
            if index == table.rows.len() {
                index = 0;
                depth += 1;
                continue;
            }
            let field = table.rows[index].name;
            let is_related = depth_of(field) == depth
                && if is_group {
                    has_word_at(field, name, 0, b".")
                } else {
                    has_word(field, name)
                };
            if is_related {
                if fields.count < fields.names.len() {
                    fields.names[fields.count] = field;
                }
                fields.count += 1;
            }
            index += 1;
        }
        fields
    }
}

/// The number of segments of a property, beyond which fields are not searched for.
const MAX_DEPTH: usize = 8;

/// Returns the number of dots.
const fn depth_of(field: &str) -> usize {
    let mut depth = 0;
    let mut index = 0;
    while index < field.len() {
        depth += (field.as_bytes()[index] == b'.') as usize;
        index += 1;
    }
    depth
}

/// Returns `true` if `name`, or its plural, is between dots or underscores of `field`.
const fn has_word(field: &str, name: &str) -> bool {
    let mut at = 0;
    while at < field.len() {
        let is_start = at == 0 || matches!(field.as_bytes()[at - 1], b'.' | b'_');
        if is_start && (has_word_at(field, name, at, b"._") || ends_with_at(field, name, at)) {
            return true;
        }
        if is_start && has_plural_at(field, name, at) {
            return true;
        }
        at += 1;
    }
    false
}

/// Returns `true` if `name` is at an offset of `field`, before one of `separators`. Ignores case.
const fn has_word_at(field: &str, name: &str, at: usize, separators: &[u8]) -> bool {
    if name.is_empty() || at + name.len() >= field.len() || !equal_at(field, name, at) {
        return false;
    }
    let mut index = 0;
    while index < separators.len() {
        if field.as_bytes()[at + name.len()] == separators[index] {
            return true;
        }
        index += 1;
    }
    false
}

/// Returns `true` if the plural of `name` is at an offset of `field`.
const fn has_plural_at(field: &str, name: &str, at: usize) -> bool {
    let end = at + name.len();
    let bytes = field.as_bytes();
    !name.is_empty()
        && end < bytes.len()
        && bytes[end] == b's'
        && (end + 1 == bytes.len() || matches!(bytes[end + 1], b'.' | b'_'))
        && equal_at(field, name, at)
}

/// Returns `true` if both names are in one group of fields.
pub(super) const fn in_group_of(field: &str, name: &str) -> bool {
    let mut at = name.len();
    while at > 0 {
        at -= 1;
        if name.as_bytes()[at] == b'.' {
            let (group, _) = name.split_at(at);
            return has_word_at(field, group, 0, b".");
        }
    }
    true
}

pub(super) const fn ends_with_at(field: &str, name: &str, at: usize) -> bool {
    !name.is_empty() && at + name.len() == field.len() && equal_at(field, name, at)
}

/// Compares `name` with the characters at an offset that `field` has. Ignores case.
const fn equal_at(field: &str, name: &str, at: usize) -> bool {
    let mut index = 0;
    while index < name.len() {
        let byte = field.as_bytes()[at + index];
        if !byte.eq_ignore_ascii_case(&name.as_bytes()[index]) {
            return false;
        }
        index += 1;
    }
    true
}

pub(super) const fn equal_ignore_case(one: &str, other: &str) -> bool {
    one.len() == other.len() && equal_at(one, other, 0)
}
