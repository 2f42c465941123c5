//! The fields of typed aggregations.

use std::borrow::Cow;

use fql::field_type::AnyField;
use fql::table::{FieldDefinition, OpenCollection};
use fql::{Field, Property};

use super::aggregation::{Aggregation, IncludesFieldType};

/// A field that can be aggregated: a typed field, or a property of an open collection.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a field that can be aggregated",
    label = "expected a field",
    note = "use a typed field, such as `asset::criticality`, or a property of an open collection, \
            such as `sensors::property(\"status\")?`"
)]
pub trait AggregateField: sealed::AggregateField {
    /// The collection that has the field.
    type Collection;
    /// The type of its values.
    type FieldType;

    /// Converts into the name of the field.
    fn into_name(self) -> Cow<'static, str>;
}

pub(super) mod sealed {
    pub trait AggregateField {}
}

impl<D> sealed::AggregateField for Field<D> {}

#[diagnostic::do_not_recommend]
impl<D: FieldDefinition> AggregateField for Field<D> {
    type Collection = D::Collection;
    type FieldType = D::FieldType;

    #[inline]
    fn into_name(self) -> Cow<'static, str> {
        Cow::Borrowed(D::NAME)
    }
}

impl<C> sealed::AggregateField for Property<C> {}

#[diagnostic::do_not_recommend]
impl<C: OpenCollection> AggregateField for Property<C> {
    type Collection = C;
    type FieldType = AnyField;

    fn into_name(self) -> Cow<'static, str> {
        Cow::Owned(self.name().to_owned())
    }
}

impl<C> sealed::AggregateField for &Property<C> {}

#[diagnostic::do_not_recommend]
impl<C: OpenCollection> AggregateField for &Property<C> {
    type Collection = C;
    type FieldType = AnyField;

    fn into_name(self) -> Cow<'static, str> {
        Cow::Owned(self.name().to_owned())
    }
}

/// A field whose type the aggregation `T` supports.
///
/// `FieldType` and `Supported` follow from the field and from `T`. They are parameters so that a
/// compile error can name them.
#[diagnostic::on_unimplemented(
    message = "`{T}` does not support the field type `{FieldType}`",
    label = "expected `{Supported}`, found `{FieldType}`"
)]
pub trait SupportsAggregation<T, FieldType, Supported> {}

#[diagnostic::do_not_recommend]
impl<F: AggregateField, T: Aggregation> SupportsAggregation<T, F::FieldType, T::FieldTypes> for F where
    T::FieldTypes: IncludesFieldType<F::FieldType>
{
}
