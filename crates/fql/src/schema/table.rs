//! Tables of fields.

use fql_syntax::{Capability, Separator};

use super::grade::{TableClass, UnknownFieldResponse};
use super::operation::OperationSpec;
use super::{Hint, Row};

/// The fields of a collection. Typed fields, validation, listings and documentation all derive from
/// it.
///
/// # Examples
///
/// ```
/// use fql::collections::external_assets;
/// use fql::table::{Capability, FieldType};
///
/// let port = external_assets::TABLE.find("ip.services.port").expect("a field");
/// assert_eq!(port.field_type, FieldType::Integer);
/// assert!(port.supports(Capability::Range));
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Table {
    /// The name of the collection, in lower case with hyphens.
    pub name: &'static str,
    /// The documented fields, sorted by name. Empty for an open collection.
    pub rows: &'static [Row],
    /// Undocumented names of documented fields.
    pub aliases: &'static [Alias],
    /// `true` for an open collection: no table is documented, and filters may use any property.
    pub is_open: bool,
    /// The completeness of the rows.
    pub class: TableClass,
    /// The response of the service to a filter by a field that is not in the table.
    pub unknown_field: UnknownFieldResponse,
    /// The operations that filter the collection.
    pub operations: &'static [OperationSpec],
    /// The operations that look documents up by id, and aggregations that are not in `operations`.
    pub further_operations: &'static [OperationSpec],
    /// The field of a document that has its id.
    pub id_field: &'static str,
    is_graded: bool,
    /// `true` for a collection of this crate, which `fql fields` lists.
    is_built_in: bool,
    /// Names that the service rejects, of fields that have another name in filters.
    pub renamed: &'static [Renamed],
    /// The fields of which every filter needs a clause.
    pub required: &'static [&'static str],
    /// The source of the required fields; empty if there are none.
    pub required_source: &'static str,
    /// The source that the service rejects the empty filter; `None` if it is not known to.
    pub denied_empty_filter: Option<&'static str>,
    /// `true` if values of the fields are patterns themselves, so that a star in quotes may be one of the
    /// value.
    pub has_pattern_values: bool,
    /// The reason why `!~` is not supported; empty if it is not known to be unsupported.
    pub denied_negated_text: &'static str,
    /// Names that are often written for fields of another name.
    pub hints: &'static [Hint],
    /// The reasons for denied cells of rows without a reason of their own, by cell.
    reasons: [&'static str; 6],
    /// The separator between field and direction in sort expressions.
    pub separator: Separator,
    /// A hash index of the rows: 0, or the number of a row counted from 1. See [`build_index`].
    index: &'static [u16],
}

/// A name that an example of the documentation uses, but none of its tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Alias {
    /// The alias.
    pub name: &'static str,
    /// The documented name of the field.
    pub field: &'static str,
}

/// A name that the service rejects in filters, of a field that has another name there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Renamed {
    /// The name that is rejected, which responses or related collections use.
    pub name: &'static str,
    /// The name in filters.
    pub field: &'static str,
    /// The source, and what it says.
    pub reason: &'static str,
}

impl Renamed {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: &'static str, field: &'static str, reason: &'static str) -> Self {
        Self {
            name,
            field,
            reason,
        }
    }
}

impl Alias {
    pub(crate) const fn new(name: &'static str, field: &'static str) -> Self {
        Self { name, field }
    }
}

impl Table {
    /// Creates a table. The rows must be sorted by name, and `index` must be theirs.
    pub(crate) const fn new(
        name: &'static str,
        rows: &'static [Row],
        index: &'static [u16],
        aliases: &'static [Alias],
        separator: Separator,
    ) -> Self {
        Self {
            name,
            rows,
            aliases,
            is_open: false,
            class: TableClass::Closed,
            unknown_field: UnknownFieldResponse::Unknown,
            operations: &[],
            further_operations: &[],
            id_field: "id",
            is_graded: false,
            is_built_in: false,
            renamed: &[],
            required: &[],
            required_source: "",
            denied_empty_filter: None,
            has_pattern_values: false,
            denied_negated_text: "",
            hints: &[],
            reasons: [""; 6],
            separator,
            index,
        }
    }

    /// Adds the required fields. An expansion of the macro calls it.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_required(
        mut self,
        required: &'static [&'static str],
        source: &'static str,
    ) -> Self {
        self.required = required;
        self.required_source = source;
        self
    }

    /// Adds the rejected names. An expansion of the macro calls it.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_renamed(mut self, renamed: &'static [Renamed]) -> Self {
        self.renamed = renamed;
        self
    }

    /// Adds the source that the service rejects the empty filter. An expansion of the macro calls it.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_denied_empty_filter(mut self, source: &'static str) -> Self {
        self.denied_empty_filter = Some(source);
        self
    }

    /// Adds the reason why `!~` is not supported. An expansion of the macro calls it.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_denied_negated_text(mut self, reason: &'static str) -> Self {
        self.denied_negated_text = reason;
        self
    }

    /// Marks a table whose values are patterns themselves. An expansion of the macro calls it.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_pattern_values(mut self) -> Self {
        self.has_pattern_values = true;
        self
    }

    /// Adds the hints. An expansion of the macro calls it.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_hints(mut self, hints: &'static [Hint]) -> Self {
        self.hints = hints;
        self
    }

    /// Returns the hint for a name that is often written.
    #[must_use]
    pub const fn hint(&self, name: &str) -> Option<&'static Hint> {
        let mut index = 0;
        while index < self.hints.len() {
            if equal(self.hints[index].name, name) {
                return Some(&self.hints[index]);
            }
            index += 1;
        }
        None
    }

    /// Returns the entry of a rejected name.
    pub(crate) const fn renamed(&self, name: &str) -> Option<&'static Renamed> {
        let mut index = 0;
        while index < self.renamed.len() {
            if equal(self.renamed[index].name, name) {
                return Some(&self.renamed[index]);
            }
            index += 1;
        }
        None
    }

    /// Adds the operations. An expansion of the macro calls it.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_operations(
        mut self,
        operations: &'static [OperationSpec],
        further_operations: &'static [OperationSpec],
    ) -> Self {
        self.operations = operations;
        self.further_operations = further_operations;
        self
    }

    /// Sets the field that has the id of a document. An expansion of the macro calls it.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_id_field(mut self, field: &'static str) -> Self {
        self.id_field = field;
        self
    }

    /// Returns all operations: those that filter, and the further ones.
    pub fn all_operations(&self) -> impl Iterator<Item = &'static OperationSpec> + use<> {
        self.operations.iter().chain(self.further_operations)
    }

    /// Returns the operation with this id.
    #[must_use]
    pub fn operation(&self, id: &str) -> Option<&'static OperationSpec> {
        self.all_operations().find(|operation| operation.id == id)
    }

    /// Adds what only a table with grades has. An expansion of the macro calls it.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_grades(
        mut self,
        class: TableClass,
        unknown_field: UnknownFieldResponse,
        reasons: [&'static str; 6],
    ) -> Self {
        self.class = class;
        self.unknown_field = unknown_field;
        self.is_graded = true;
        self.reasons = reasons;
        self
    }

    /// Adds the path of the module that defines the collection. An expansion of the macro calls it.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_module(mut self, path: &str) -> Self {
        self.is_built_in = matches!(path.as_bytes(), [b'f', b'q', b'l', b':', ..]);
        self
    }

    pub(crate) const fn is_built_in(&self) -> bool {
        self.is_built_in
    }

    /// Returns `true` if the rows combine several sources, so that what they leave out is not known.
    #[must_use]
    pub const fn is_graded(&self) -> bool {
        self.is_graded
    }

    /// Returns the reason for a denied comparison of a row; empty if none is given.
    #[must_use]
    pub const fn reason(&self, row: &Row, capability: Capability) -> &'static str {
        if row.details.reason.is_empty() {
            self.reasons[capability as usize]
        } else {
            row.details.reason
        }
    }

    /// Creates the table of an open collection.
    pub(crate) const fn open(name: &'static str, separator: Separator) -> Self {
        Self {
            is_open: true,
            class: TableClass::NoTable,
            ..Self::new(name, &[], &[], &[], separator)
        }
    }

    /// Returns the reason why sorting by a row is denied; empty if none is given.
    #[must_use]
    pub const fn sort_reason(&self, row: &Row) -> &'static str {
        if row.details.reason.is_empty() {
            self.reasons[Capability::ALL.len()]
        } else {
            row.details.reason
        }
    }

    /// Returns the field with this name or alias.
    #[must_use]
    pub const fn find(&self, name: &str) -> Option<&'static Row> {
        match self.row(name) {
            Some(row) => Some(row),
            None => match self.alias(name) {
                Some(alias) => self.row(alias.field),
                None => None,
            },
        }
    }

    /// Returns the alias with this name.
    #[must_use]
    pub const fn alias(&self, name: &str) -> Option<&'static Alias> {
        let mut index = 0;
        while index < self.aliases.len() {
            if equal(self.aliases[index].name, name) {
                return Some(&self.aliases[index]);
            }
            index += 1;
        }
        None
    }

    /// Returns the field with this documented name, not with an alias.
    #[must_use]
    #[inline(always)]
    pub const fn row(&self, name: &str) -> Option<&'static Row> {
        let mut slot = hash(name, self.index.len());
        while slot < self.index.len() && self.index[slot] != 0 {
            let row = &self.rows[self.index[slot] as usize - 1];
            if equal(row.name, name) {
                return Some(row);
            }
            slot = (slot + 1) % self.index.len();
        }
        None
    }
}

/// Builds the hash index of rows, with open addressing: a row whose slot is taken is in the next free
/// one. At most half of the slots are taken.
///
/// With a binary search instead, parsing and validating a filter takes 30 % longer.
pub(crate) const fn build_index<const SLOTS: usize>(rows: &[Row]) -> [u16; SLOTS] {
    assert!(SLOTS.is_power_of_two() && rows.len() * 2 <= SLOTS && rows.len() < 1 << 16);
    let mut index = [0; SLOTS];
    let mut row = 0;
    while row < rows.len() {
        let mut slot = hash(rows[row].name, SLOTS);
        while index[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        row += 1;
        index[slot] = row as u16;
    }
    index
}

/// Returns the first slot of a name. Hashes the last eight bytes, in which properties differ most.
#[inline(always)]
const fn hash(name: &str, slots: usize) -> usize {
    let bytes = name.as_bytes();
    let end = match bytes.last_chunk::<8>() {
        Some(end) => u64::from_le_bytes(*end),
        None => {
            let mut end = 0;
            let mut index = 0;
            while index < bytes.len() {
                end = (end << 8) | bytes[index] as u64;
                index += 1;
            }
            end
        }
    };
    let mixed = (end ^ bytes.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    // The number of slots is a power of two, or 0.
    (mixed >> 40) as usize & slots.saturating_sub(1)
}

/// Compares strings as `==` does, which is not a constant function.
#[inline(always)]
pub(crate) const fn equal(left: &str, right: &str) -> bool {
    let (mut left, mut right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    // Eight bytes at a time, because constant evaluation costs by the step. The last eight first, because
    // properties differ most there; the last and the first eight are all of most names.
    let (Some(left_end), Some(right_end)) = (left.last_chunk::<8>(), right.last_chunk::<8>())
    else {
        return equal_bytes(left, right);
    };
    if u64::from_le_bytes(*left_end) != u64::from_le_bytes(*right_end) {
        return false;
    }
    while left.len() > 8
        && let (Some((left_chunk, left_rest)), Some((right_chunk, right_rest))) = (
            left.split_first_chunk::<8>(),
            right.split_first_chunk::<8>(),
        )
    {
        if u64::from_le_bytes(*left_chunk) != u64::from_le_bytes(*right_chunk) {
            return false;
        }
        (left, right) = (left_rest, right_rest);
    }
    true
}

/// Compares slices of one length.
#[inline(always)]
const fn equal_bytes(left: &[u8], right: &[u8]) -> bool {
    let mut index = 0;
    while index < left.len() {
        if left[index] != right[index] {
            return false;
        }
        index += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collections::external_assets;

    #[test]
    fn equal_agrees_with_the_standard_library() {
        let rows = external_assets::TABLE.rows.iter();
        let mut names: Vec<&str> = rows.map(|row| row.name).collect();
        names.extend(["", "a", "ip", "ip.", "ip.services", "ip.services."]);
        names.extend(["é", "ip.services.pört"]);
        for left in &names {
            for right in &names {
                assert_eq!(equal(left, right), left == right, "{left} {right}");
            }
        }
    }

    #[test]
    fn rows_are_sorted_and_found_by_name() {
        let table = external_assets::TABLE;
        assert!(table.rows.is_sorted_by_key(|row| row.name));
        for row in table.rows {
            assert_eq!(table.find(row.name), Some(row));
        }
        let unknown = [
            "",
            "a",
            "zzz",
            "ip",
            "ip.",
            "ip.services.por",
            "ip.services.ports",
        ];
        for name in unknown {
            assert_eq!(table.find(name), None, "{name}");
        }
    }
}
