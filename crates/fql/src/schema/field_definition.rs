//! Definitions of typed fields.

use super::Collection;
use super::capability::OptedIn;
use super::field_type::FieldTypeMarker;

/// The definition of a typed field: its collection, type, capabilities and name.
///
/// [`collection!`](crate::collection) implements it for one type per field, whose name a compile
/// error shows.
pub trait FieldDefinition: 'static {
    /// The type with the name of the field, for compile errors: `Self`, also after
    /// [`Field::undocumented`](crate::Field::undocumented).
    type Named;
    /// The collection of the field.
    type Collection: Collection;
    /// The type of its values.
    type FieldType: FieldTypeMarker;
    /// The comparisons that it supports, as a tuple of the markers in
    /// [`capability`](crate::capability), for compile errors.
    type Capabilities;
    /// The grades of all comparisons and of sorting, as a tuple of the markers in
    /// [`capability`](crate::capability).
    type Grades;
    /// Its property name.
    const NAME: &'static str;
    /// The prefixes of its clauses, as literals, so that a program contains only those that it uses.
    #[doc(hidden)]
    const PREFIXES: ClausePrefixes;
}

/// The prefixes of a field's clauses by operator, in the order of the methods of
/// [`Field`](crate::Field).
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct ClausePrefixes {
    pub eq: ClausePrefix,
    /// The character after the value of `eq`, which closes a list.
    pub eq_closing: Option<char>,
    pub gt: ClausePrefix,
    pub ge: ClausePrefix,
    pub lt: ClausePrefix,
    pub le: ClausePrefix,
    pub wildcard: ClausePrefix,
    pub text: ClausePrefix,
    pub text_wildcard: ClausePrefix,
    pub list: ClausePrefix,
    pub null: ClausePrefix,
}

/// The text of a clause before its value, with a leading `+`: `+field:>'`, including the opening
/// quote or bracket.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct ClausePrefix {
    pub positive: &'static str,
    pub negated: &'static str,
}

/// The field `D` after [`Field::undocumented`](crate::Field::undocumented).
#[derive(Debug)]
pub struct UndocumentedField<D>(core::marker::PhantomData<fn() -> D>);

impl<D: FieldDefinition> FieldDefinition for UndocumentedField<D> {
    type Named = D::Named;
    type Collection = D::Collection;
    type FieldType = D::FieldType;
    type Capabilities = D::Capabilities;
    type Grades = OptedIn<D::Grades>;
    const NAME: &'static str = D::NAME;
    const PREFIXES: ClausePrefixes = D::PREFIXES;
}
