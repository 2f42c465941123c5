//! Comparisons and their grades as types, for the bounds of typed fields.
//!
//! Compile errors show the names of the markers. Each is unique among the types of the standard
//! library and of this project, because the compiler shows the path of an ambiguous name.

use std::marker::PhantomData;

use super::{Collection, FieldDefinition};

/// Equality with one value, or `null`.
#[derive(Debug)]
pub enum ExactMatch {}

/// A match of a pattern.
#[derive(Debug)]
pub enum WildcardMatch {}

/// Equality with one of several values.
#[derive(Debug)]
pub enum ListMatch {}

/// `>`, `>=`, `<` and `<=`.
#[derive(Debug)]
pub enum RangeMatch {}

/// `~` and `~*`.
#[derive(Debug)]
pub enum TextMatching {}

/// Sorting by the field.
#[derive(Debug)]
pub enum SortOrder {}

/// A field that supports the comparison `M`, one of the markers of this module.
pub trait Supports<M> {}

impl<D: FieldDefinition, M> Supports<M> for D
where
    D::Grades: GradeOf<M>,
    <D::Grades as GradeOf<M>>::Grade: Permits<D, M>,
{
}

/// The grades of a field, which contain that of the comparison `M`.
pub trait GradeOf<M> {
    /// The marker of the grade.
    type Grade: GradeMarker;
}

macro_rules! grades {
    ($($marker:ident $grade:ident)*) => { $(
        impl<E, W, L, R, T, S> GradeOf<$marker> for (E, W, L, R, T, S)
        where
            $grade: GradeMarker,
        {
            type Grade = $grade;
        }
    )* };
}

grades! { ExactMatch E WildcardMatch W ListMatch L RangeMatch R TextMatching T SortOrder S }

/// The grades `G` after [`Field::undocumented`](crate::Field::undocumented).
#[derive(Debug)]
pub struct OptedIn<G>(PhantomData<G>);

impl<G: GradeOf<M>, M> GradeOf<M> for OptedIn<G> {
    type Grade = <G::Grade as GradeMarker>::OptedIn;
}

/// The grade of a comparison as a type.
pub trait GradeMarker {
    /// The grade after [`Field::undocumented`](crate::Field::undocumented).
    type OptedIn: GradeMarker;
}

/// A grade that permits field `D` to use comparison `M`.
///
/// The markers other than [`Supported`] implement it under a condition that never holds, so that
/// compile errors show the message of the condition.
pub trait Permits<D, M> {}

/// Documented or shown.
#[derive(Debug)]
pub enum Supported {}

impl GradeMarker for Supported {
    type OptedIn = Self;
}

impl<D, M> Permits<D, M> for Supported {}

/// Declares a grade that permits nothing, with a trait for each comparison, whose message compile
/// errors show.
macro_rules! denying_grade {
    ($(#[$documentation:meta])* $grade:ident $opted_in:ident $label:literal
     $($marker:ident $condition:ident $message:literal)*) => {
        $(#[$documentation])*
        #[derive(Debug)]
        pub enum $grade {}

        impl GradeMarker for $grade {
            type OptedIn = $opted_in;
        }

        $(
            #[doc(hidden)]
            #[diagnostic::on_unimplemented(message = $message, label = $label)]
            pub trait $condition<D, Supported> {}

            impl<D: FieldDefinition> Permits<D, $marker> for $grade where
                $grade: $condition<D::Named, D::Capabilities>
            {
            }
        )*
    };
}

denying_grade! {
    /// No source documents or shows the comparison.
    Undocumented Supported
    "undocumented: call `.undocumented()` first to use it; supported: {Supported}"
    ExactMatch DocumentsExact "exact matches are undocumented for field `{D}`"
    WildcardMatch DocumentsWildcard "wildcards are undocumented for field `{D}`"
    ListMatch DocumentsList "lists are undocumented for field `{D}`"
    RangeMatch DocumentsRange "range comparisons are undocumented for field `{D}`"
    TextMatching DocumentsText "text matches are undocumented for field `{D}`"
    SortOrder DocumentsSort "sorting is undocumented for field `{D}`"
}

denying_grade! {
    /// No source uses the field in a filter.
    CandidateOnly Supported
    "candidate, from sort lists or responses: call `.undocumented()` first to use it"
    ExactMatch ConfirmsExact "no source uses field `{D}` in a filter"
    WildcardMatch ConfirmsWildcard "no source uses field `{D}` in a filter"
    ListMatch ConfirmsList "no source uses field `{D}` in a filter"
    RangeMatch ConfirmsRange "no source uses field `{D}` in a filter"
    TextMatching ConfirmsText "no source uses field `{D}` in a filter"
    SortOrder ConfirmsSort "sorting is undocumented for field `{D}`"
}

denying_grade! {
    /// A complete table leaves the comparison out.
    Unlisted Unlisted
    "supported: {Supported}"
    ExactMatch ListsExact "field `{D}` does not support exact matches"
    WildcardMatch ListsWildcard "field `{D}` does not support wildcards"
    ListMatch ListsList "field `{D}` does not support lists"
    RangeMatch ListsRange "field `{D}` does not support range comparisons"
    TextMatching ListsText "field `{D}` does not support text matches"
    SortOrder ListsSort "field `{D}` does not support sorting"
}

denying_grade! {
    /// A source says that the comparison fails or matches nothing.
    Denied Denied
    "denied by a source of the field; supported: {Supported}"
    ExactMatch AllowsExact "field `{D}` does not support exact matches"
    WildcardMatch AllowsWildcard "field `{D}` does not support wildcards"
    ListMatch AllowsList "field `{D}` does not support lists"
    RangeMatch AllowsRange "field `{D}` does not support range comparisons"
    TextMatching AllowsText "field `{D}` does not support text matches"
    SortOrder AllowsSort "field `{D}` does not support sorting"
}

/// A collection's marker of `!~` and `~*!` that permits them.
///
/// [`Supported`] implements it. The marker of a collection that denies them does under a condition that never
/// holds, so that compile errors show the reason.
#[doc(hidden)]
pub trait PermitsNegatedText<C> {}

impl<C> PermitsNegatedText<C> for Supported {}

/// A collection that supports `!~` and `~*!`.
pub trait SupportsNegatedText: Collection {}

impl<C: Collection> SupportsNegatedText for C where C::NegatedText: PermitsNegatedText<C> {}
