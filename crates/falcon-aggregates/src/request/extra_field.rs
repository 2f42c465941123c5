//! [`ExtraField`]: fields of aggregations that filters do not support.

use fql::Collection;
use fql::table::{FieldType, Table};

/// A field that aggregations support and filters do not.
///
/// The fields of aggregations are not documented. Those of a collection's table are accepted, and
/// the few others that CrowdStrike's own programs aggregate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExtraField {
    /// The name of the field, with dots.
    pub name: &'static str,
    /// The type of its values.
    pub field_type: FieldType,
    /// The fields of the collection's table that hold these values.
    pub table_fields: &'static [&'static str],
    /// The program that shows the field.
    pub source: &'static str,
    /// The name of the collection.
    collection: &'static str,
}

/// The name of [`external_assets::applications::name`](crate::external_assets::applications::name).
pub(crate) const APPLICATIONS_NAME: &str = "applications.name";

static EXTRA_FIELDS: &[ExtraField] = &[ExtraField {
    name: APPLICATIONS_NAME,
    field_type: FieldType::Text,
    table_fields: &[
        "dns_domain.services.applications.name",
        "ip.services.applications.name",
    ],
    source: "CrowdStrike's sample em_manager.py (falconpy, samples/exposure_management)",
    collection: "external-assets",
}];

impl ExtraField {
    /// Returns the field of a collection with this name.
    ///
    /// # Examples
    ///
    /// ```
    /// use falcon_aggregates::ExtraField;
    /// use fql::collections::external_assets::ExternalAssets;
    ///
    /// let field = ExtraField::find::<ExternalAssets>("applications.name").unwrap();
    /// assert!(field.table_fields.contains(&"ip.services.applications.name"));
    /// ```
    #[must_use]
    pub fn find<C: Collection>(name: &str) -> Option<&'static Self> {
        Self::find_in(&C::TABLE, name)
    }

    /// Returns the field with this name of a collection that is known only at run time.
    #[must_use]
    pub fn find_in(table: &Table, name: &str) -> Option<&'static Self> {
        EXTRA_FIELDS
            .iter()
            .find(|field| field.name == name && field.collection == table.name)
    }
}
