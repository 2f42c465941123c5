//! Capabilities as types, for the bounds of typed fields.
//!
//! Compile errors show the names of the markers. Each is unique among the types of the standard
//! library and of this project, because the compiler shows the path of an ambiguous name.

use super::FieldDefinition;

/// A tuple of capabilities that contains `C`.
pub trait Contains<C> {}

/// Equality with one value, or `null`.
#[derive(Debug)]
pub enum ExactMatch {}

/// A field that supports exact matches.
///
/// `Supported` is the tuple of the field's capabilities, for the compile error.
#[diagnostic::on_unimplemented(
    message = "field `{Self}` does not support exact matches",
    label = "supported: {Supported}"
)]
pub trait SupportsExact<Supported> {}

#[diagnostic::do_not_recommend]
impl<D: FieldDefinition> SupportsExact<D::Capabilities> for D where
    D::Capabilities: Contains<ExactMatch>
{
}

/// A match of a pattern.
#[derive(Debug)]
pub enum WildcardMatch {}

/// A field that supports wildcards.
///
/// `Supported` is the tuple of the field's capabilities, for the compile error.
#[diagnostic::on_unimplemented(
    message = "field `{Self}` does not support wildcards",
    label = "supported: {Supported}"
)]
pub trait SupportsWildcard<Supported> {}

#[diagnostic::do_not_recommend]
impl<D: FieldDefinition> SupportsWildcard<D::Capabilities> for D where
    D::Capabilities: Contains<WildcardMatch>
{
}

/// Equality with one of several values.
#[derive(Debug)]
pub enum ListMatch {}

/// A field that supports lists.
///
/// `Supported` is the tuple of the field's capabilities, for the compile error.
#[diagnostic::on_unimplemented(
    message = "field `{Self}` does not support lists",
    label = "supported: {Supported}"
)]
pub trait SupportsList<Supported> {}

#[diagnostic::do_not_recommend]
impl<D: FieldDefinition> SupportsList<D::Capabilities> for D where
    D::Capabilities: Contains<ListMatch>
{
}

/// `>`, `>=`, `<` and `<=`.
#[derive(Debug)]
pub enum RangeMatch {}

/// A field that supports range comparisons.
///
/// `Supported` is the tuple of the field's capabilities, for the compile error.
#[diagnostic::on_unimplemented(
    message = "field `{Self}` does not support range comparisons",
    label = "supported: {Supported}"
)]
pub trait SupportsRange<Supported> {}

#[diagnostic::do_not_recommend]
impl<D: FieldDefinition> SupportsRange<D::Capabilities> for D where
    D::Capabilities: Contains<RangeMatch>
{
}

macro_rules! tuples {
    ($( ($($marker:ident),*) )*) => { $( tuples!(@ ($($marker),*) $($marker)*); )* };
    (@ $tuple:tt $($marker:ident)*) => { $( tuples!(# $tuple $marker); )* };
    (# ($($all:ident),*) $one:ident) => {
        impl Contains<$one> for ($($all,)*) {}
    };
}

tuples! {
    (ExactMatch) (WildcardMatch) (ListMatch) (RangeMatch)
    (ExactMatch, WildcardMatch) (ExactMatch, ListMatch) (ExactMatch, RangeMatch)
    (WildcardMatch, ListMatch) (WildcardMatch, RangeMatch) (ListMatch, RangeMatch)
    (ExactMatch, WildcardMatch, ListMatch) (ExactMatch, WildcardMatch, RangeMatch)
    (ExactMatch, ListMatch, RangeMatch) (WildcardMatch, ListMatch, RangeMatch)
    (ExactMatch, WildcardMatch, ListMatch, RangeMatch)
}
