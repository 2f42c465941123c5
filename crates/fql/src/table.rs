//! What a collection's fields are, and what each takes.

use fql_syntax::{Capability, FieldType, Separator};

/// A set of documents that the service filters: external assets, sensors, or a program's own.
///
/// Made by [`collection!`](crate::collection), never by hand.
pub trait Collection: Sized + 'static {
    /// Its fields, and how it sorts.
    const TABLE: Table;
}

/// A collection for which no table is documented: any property may be asked for anything.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has a table of fields",
    label = "has a table",
    note = "use its typed fields, `fql!`, or `Filter::clause` for a name known only when the \
            program runs"
)]
pub trait OpenCollection: Collection {}

/// The fields of a collection. The typed fields, the check of text, the program's listing and the
/// documentation are all made from it.
///
/// ```
/// use fql::collections::external_assets;
/// use fql::{Capability, FieldType};
///
/// let port = external_assets::TABLE.find("ip.services.port").expect("a field");
/// assert_eq!(port.kind, FieldType::Integer);
/// assert!(port.takes(Capability::Range));
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Table {
    /// The collection's name, in lower case with hyphens.
    pub name: &'static str,
    /// The documented fields in the order of their names. Empty for an open collection.
    pub rows: &'static [Row],
    /// Names that are taken for another.
    pub aliases: &'static [Alias],
    /// Whether any property may be filtered by, because no table is documented.
    pub is_open: bool,
    /// What stands between field and direction in a sort expression.
    pub separator: Separator,
    /// The rows by a hash of their names: 0, or the number of a row counted from 1. A row that finds
    /// its place taken stands in the next that is free, and some always are.
    index: &'static [u16],
}

/// A field: its name, and what may be asked of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row {
    /// The field's property, with dots.
    pub name: &'static str,
    /// What kind of value it has.
    pub kind: FieldType,
    /// Where the row comes from.
    pub source: &'static str,
    capabilities: u8,
}

/// A name that stands in an example of the documentation but in no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Alias {
    /// The name.
    pub name: &'static str,
    /// The field that it is taken for.
    pub field: &'static str,
}

impl Row {
    pub(crate) const fn capabilities(&self) -> u8 {
        self.capabilities
    }

    /// A row, as [`collection!`](crate::collection) writes it.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        name: &'static str,
        kind: FieldType,
        capabilities: &[Capability],
        source: &'static str,
    ) -> Self {
        let mut bits = 0;
        let mut index = 0;
        while index < capabilities.len() {
            bits |= capabilities[index].bit();
            index += 1;
        }
        Self {
            name,
            kind,
            source,
            capabilities: bits,
        }
    }

    /// Whether the field takes this kind of match.
    #[must_use]
    pub const fn takes(&self, capability: Capability) -> bool {
        self.capabilities & capability.bit() != 0
    }
}

impl Alias {
    /// An alias, as [`collection!`](crate::collection) writes it.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: &'static str, field: &'static str) -> Self {
        Self { name, field }
    }
}

impl Table {
    /// A table, as [`collection!`](crate::collection) writes it: its rows are in order.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
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
            separator,
            index,
        }
    }

    /// The table of a collection that takes any property.
    #[doc(hidden)]
    #[must_use]
    pub const fn open(name: &'static str, separator: Separator) -> Self {
        Self {
            name,
            rows: &[],
            aliases: &[],
            is_open: true,
            separator,
            index: &[],
        }
    }

    /// The field of this name, or the field that this name is taken for.
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

    /// The alias of this name.
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

    /// The field of this very name.
    #[inline(always)]
    pub(crate) const fn row(&self, name: &str) -> Option<&'static Row> {
        let mut place = place(name, self.index.len());
        while place < self.index.len() && self.index[place] != 0 {
            let row = &self.rows[self.index[place] as usize - 1];
            if equal(row.name, name) {
                return Some(row);
            }
            place = (place + 1) % self.index.len();
        }
        None
    }
}

/// The index of rows, in at least twice as many places.
#[doc(hidden)]
#[must_use]
pub const fn index<const PLACES: usize>(rows: &[Row]) -> [u16; PLACES] {
    assert!(PLACES.is_power_of_two() && rows.len() * 2 <= PLACES && rows.len() < 1 << 16);
    let mut index = [0; PLACES];
    let mut row = 0;
    while row < rows.len() {
        let mut place = place(rows[row].name, PLACES);
        while index[place] != 0 {
            place = (place + 1) % PLACES;
        }
        row += 1;
        index[place] = row as u16;
    }
    index
}

/// Where the row of a name is looked for first. Properties differ most at their ends.
#[inline(always)]
const fn place(name: &str, places: usize) -> usize {
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
    // The places are a power of two, or none.
    (mixed >> 40) as usize & places.saturating_sub(1)
}

/// Whether two texts are the same. The standard library's comparison can't be used in a constant.
#[inline(always)]
const fn equal(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    // Eight bytes a turn, the last eight first: it is the compiler that runs this most, and it
    // counts turns.
    let (Some(left_end), Some(right_end)) = (one.last_chunk::<8>(), other.last_chunk::<8>()) else {
        return equal_short(one, other);
    };
    if u64::from_le_bytes(*left_end) != u64::from_le_bytes(*right_end) {
        return false;
    }
    while let (Some((left, one_rest)), Some((right, other_rest))) =
        (one.split_first_chunk::<8>(), other.split_first_chunk::<8>())
    {
        if u64::from_le_bytes(*left) != u64::from_le_bytes(*right) {
            return false;
        }
        (one, other) = (one_rest, other_rest);
    }
    true
}

/// The same for texts of one length.
#[inline(always)]
const fn equal_short(one: &[u8], other: &[u8]) -> bool {
    let mut index = 0;
    while index < one.len() {
        if one[index] != other[index] {
            return false;
        }
        index += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use crate::collections::external_assets;

    #[test]
    fn names_are_compared_as_the_standard_library_does() {
        let mut names: Vec<&str> = external_assets::TABLE
            .rows
            .iter()
            .map(|row| row.name)
            .collect();
        names.extend([
            "",
            "a",
            "ip",
            "ip.",
            "ip.services",
            "ip.services.",
            "é",
            "ip.services.pört",
        ]);
        for one in &names {
            for other in &names {
                assert_eq!(super::equal(one, other), one == other, "{one} {other}");
            }
        }
    }

    #[test]
    fn every_row_is_found_and_the_rows_are_in_order() {
        let table = external_assets::TABLE;
        assert!(table.rows.is_sorted_by_key(|row| row.name));
        for row in table.rows {
            assert_eq!(table.find(row.name), Some(row));
        }
        for name in [
            "",
            "a",
            "zzz",
            "ip",
            "ip.",
            "ip.services.por",
            "ip.services.ports",
        ] {
            assert_eq!(table.find(name), None, "{name}");
        }
    }
}
