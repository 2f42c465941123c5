//! The [`ExtraField`](crate::ExtraField)s as typed fields.

use std::borrow::Cow;
use std::marker::PhantomData;

use super::field::{AggregateField, sealed};

/// A field of collection `C` that aggregations support and filters do not. Its values have the type
/// `T`.
#[derive(Debug)]
pub struct TypedExtraField<C, T> {
    name: &'static str,
    marker: PhantomData<fn() -> (C, T)>,
}

impl<C, T> Clone for TypedExtraField<C, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C, T> Copy for TypedExtraField<C, T> {}

impl<C, T> TypedExtraField<C, T> {
    const fn new(name: &'static str) -> Self {
        Self {
            name,
            marker: PhantomData,
        }
    }
}

impl<C, T> sealed::AggregateField for TypedExtraField<C, T> {}

#[diagnostic::do_not_recommend]
impl<C, T> AggregateField for TypedExtraField<C, T> {
    type Collection = C;
    type FieldType = T;

    fn into_name(self) -> Cow<'static, str> {
        Cow::Borrowed(self.name)
    }
}

/// The fields of external assets that aggregations support and filters do not.
pub mod external_assets {
    /// The applications of all services of an asset.
    pub mod applications {
        use fql::collections::external_assets::ExternalAssets;
        use fql::field_type::TextField;

        use super::super::TypedExtraField;
        use crate::request::extra_field::APPLICATIONS_NAME;

        /// The field `applications.name`.
        ///
        /// CrowdStrike's sample em_manager.py (falconpy, samples/exposure_management) aggregates
        /// it. A filter names the services that it is evaluated against, as in
        /// `ip.services.applications.name`.
        ///
        /// # Examples
        ///
        /// ```
        /// use falcon_aggregates::{Aggregate, Aggregates, external_assets::applications};
        ///
        /// let request = Aggregates::new(Aggregate::terms("applications", applications::name))?;
        /// assert_eq!(
        ///     request.to_json(),
        ///     r#"[{"name":"applications","type":"terms","field":"applications.name"}]"#,
        /// );
        /// # Ok::<(), falcon_aggregates::InvalidAggregates>(())
        /// ```
        #[expect(
            non_upper_case_globals,
            reason = "typed fields have the name of the field"
        )]
        pub const name: TypedExtraField<ExternalAssets, TextField> =
            TypedExtraField::new(APPLICATIONS_NAME);
    }
}
