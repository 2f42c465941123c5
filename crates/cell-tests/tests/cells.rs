//! Every cell of every collection as the compiler sees it, compared with the facts: a supported
//! comparison compiles, an undocumented one only after `.undocumented()`, and a denied one never.
//!
//! The associated constant of `Probe` has the bound of the field's methods. Where the bound holds, it
//! takes precedence over the constant of the trait `Fallback`.

use std::marker::PhantomData;

use fql::Field;
use fql::capability::{
    ExactMatch, ListMatch, RangeMatch, SortOrder, Supports, TextMatching, WildcardMatch,
};
use fql::table::{FieldDefinition, UndocumentedField};

struct Probe<D, M>(PhantomData<(D, M)>);

impl<D: FieldDefinition + Supports<M>, M> Probe<D, M> {
    const COMPILES: bool = true;
}

trait Fallback {
    const COMPILES: bool = false;
}

impl<D, M> Fallback for Probe<D, M> {}

/// A field of the facts, with what compiles for it.
struct TypedField {
    collection: &'static str,
    path: &'static str,
    name: &'static str,
    presence: &'static str,
    /// A letter for each cell: documented, shown, not known, or `N` for denied.
    cells: &'static str,
    /// The facts note a conflict of sources.
    has_conflict: bool,
    compiles: [bool; 6],
    compiles_undocumented: [bool; 6],
}

macro_rules! probes {
    ($field:ty) => {
        [
            <Probe<$field, ExactMatch>>::COMPILES,
            <Probe<$field, WildcardMatch>>::COMPILES,
            <Probe<$field, ListMatch>>::COMPILES,
            <Probe<$field, RangeMatch>>::COMPILES,
            <Probe<$field, TextMatching>>::COMPILES,
            <Probe<$field, SortOrder>>::COMPILES,
        ]
    };
}

macro_rules! fields {
    ($($module:ident $marker:ident $($segment:ident)::+
       $collection:literal $path:literal $presence:literal $cells:literal $has_conflict:literal;)*) => {
        &[$( {
            use fql::collections::$module as collection;
            const FIELD: Field<collection::field_types::$marker> = collection::$($segment)::+;
            TypedField {
                collection: $collection,
                path: $path,
                name: FIELD.name(),
                presence: $presence,
                cells: $cells,
                has_conflict: $has_conflict,
                compiles: probes!(collection::field_types::$marker),
                compiles_undocumented: probes!(UndocumentedField<collection::field_types::$marker>),
            }
        } ),*]
    };
}

include!(concat!(env!("OUT_DIR"), "/fields.rs"));

/// The index of the cell of sorting.
const SORT: usize = 5;

/// The fields whose blocks decide about a conflict of sources otherwise than the facts: `true` if the
/// conflict is open. The blocks give the reason.
const DECIDED_BY_BLOCK: &[(&str, &str, bool)] = &[
    ("device-control-policies", "name", true),
    ("firewall-policies", "name", true),
    ("prevention-policies", "name", true),
    ("quarantine", "status", false),
    ("quarantine", "paths", false),
    ("response-policies", "name", true),
    ("spotlight-vulnerabilities", "host_info.hostname", true),
];

impl TypedField {
    /// Returns `true` if sources contradict each other about what is denied.
    fn is_disputed(&self) -> bool {
        let mut decided = DECIDED_BY_BLOCK.iter();
        let decided = decided
            .find(|(collection, path, _)| (*collection, *path) == (self.collection, self.path));
        decided.map_or(self.has_conflict, |(.., is_disputed)| *is_disputed)
    }

    /// Returns `true` if a cell compiles, and `true` if it does after `.undocumented()`.
    fn expected(&self, cell: usize, grade: u8) -> (bool, bool) {
        let is_denied = grade == b'N' || (self.presence == "denied" && cell != SORT);
        match grade {
            _ if is_denied => (false, self.is_disputed()),
            b'D' | b'S' => (true, true),
            _ => (false, true),
        }
    }
}

#[test]
fn every_cell_compiles_as_the_facts_say() {
    let mut differences = Vec::new();
    for field in FIELDS {
        assert_eq!(field.name, field.path, "{}", field.collection);
        for (cell, grade) in field.cells.bytes().enumerate() {
            let compiles = (field.compiles[cell], field.compiles_undocumented[cell]);
            if compiles != field.expected(cell, grade) {
                differences.push(format!(
                    "{} {} {} {cell}: {compiles:?}",
                    field.collection, field.path, field.cells
                ));
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(FIELDS.len() > 2_800, "{}", FIELDS.len());
}

#[test]
fn collections_have_cells_of_every_outcome() {
    for outcome in [(true, true), (false, true), (false, false)] {
        let has_outcome = |field: &&TypedField| {
            let cells = field.compiles.into_iter().zip(field.compiles_undocumented);
            cells.into_iter().any(|cell| cell == outcome)
        };
        let count = FIELDS.iter().filter(has_outcome).count();
        assert!(count > 100, "{outcome:?}: {count}");
    }
}
