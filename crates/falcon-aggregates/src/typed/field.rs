//! What an aggregation is computed of.

use std::borrow::Cow;

use fql::{Field, FieldDefinition, OpenCollection, Property, kind};

use super::types::{Aggregation, IncludesFieldType};

/// What an aggregation can be computed of: a typed field of a collection, or a property of an open
/// one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no field that an aggregation is computed of",
    label = "not a field",
    note = "give a typed field, as `asset::criticality`, or a property of an open collection, as \
            `sensors::property(\"status\")?`"
)]
pub trait AggregateField: sealed::Field {
    /// The collection that the field is of.
    type Collection;
    /// The kind of its values.
    type FieldType;

    /// Its property.
    fn into_name(self) -> Cow<'static, str>;
}

mod sealed {
    pub trait Field {}
}

impl<D> sealed::Field for Field<D> {}

#[diagnostic::do_not_recommend]
impl<D: FieldDefinition> AggregateField for Field<D> {
    type Collection = D::Collection;
    type FieldType = D::FieldType;

    #[inline]
    fn into_name(self) -> Cow<'static, str> {
        Cow::Borrowed(D::NAME)
    }
}

impl<C> sealed::Field for Property<C> {}

#[diagnostic::do_not_recommend]
impl<C: OpenCollection> AggregateField for Property<C> {
    type Collection = C;
    type FieldType = kind::unknown;

    fn into_name(self) -> Cow<'static, str> {
        Cow::Owned(self.name().to_owned())
    }
}

impl<C> sealed::Field for &Property<C> {}

#[diagnostic::do_not_recommend]
impl<C: OpenCollection> AggregateField for &Property<C> {
    type Collection = C;
    type FieldType = kind::unknown;

    fn into_name(self) -> Cow<'static, str> {
        Cow::Owned(self.name().to_owned())
    }
}

/// A field of a kind that an aggregation of type `T` is computed of. `FieldTypes` tells a compile error
/// which those are.
#[diagnostic::on_unimplemented(
    message = "`{T}` is not computed of a field of kind `{FieldType}`",
    label = "of kind `{FieldType}`, where one of {FieldTypes} is wanted"
)]
pub trait SuitedTo<T, FieldType, FieldTypes> {}

#[diagnostic::do_not_recommend]
impl<F: AggregateField, T: Aggregation> SuitedTo<T, F::FieldType, T::FieldTypes> for F where
    T::FieldTypes: IncludesFieldType<F::FieldType>
{
}
