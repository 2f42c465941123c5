//! Sort expressions.

#[cfg(feature = "serde")]
use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use fql_syntax::{Direction, Report, SortKey};

use crate::filter::report_error;
use crate::schema::collections::any::Any;
use crate::schema::{Collection, Grade, Table, TableClass};
use crate::validate::{sort_warning, unknown_sort_field, unsupported_sort};

/// A sort expression for the results of a query: a field of collection `C` and a direction.
///
/// It is written with the separator of the collection. Both separators parse.
///
/// # Examples
///
/// ```
/// use fql::Sort;
/// use fql::collections::external_assets::{self as asset, ExternalAssets};
/// use fql::collections::sensors::{self, Sensors};
///
/// assert_eq!(asset::last_seen.desc().to_string(), "last_seen|desc");
/// assert_eq!("last_seen.desc".parse::<Sort<ExternalAssets>>()?, asset::last_seen.desc());
/// assert_eq!(sensors::property("hostname")?.asc().to_string(), "hostname.asc");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Sort<C> {
    text: String,
    collection: PhantomData<fn() -> C>,
}

impl<C: Collection> Sort<C> {
    pub(crate) fn new(field: &str, direction: Direction) -> Self {
        Self::for_table(&C::TABLE, field, direction)
    }
}

impl Sort<Any> {
    /// Parses and validates a sort expression of a collection that is known only at run time. It is
    /// written with the separator of that collection.
    ///
    /// # Examples
    ///
    /// ```
    /// use fql::Sort;
    /// use fql::collections::sensors;
    ///
    /// let sort = Sort::parse_for_table(&sensors::TABLE, "hostname|asc")?;
    /// assert_eq!(sort.as_str(), "hostname.asc");
    /// # Ok::<(), fql::InvalidSort>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error as [`parse_sort_for_table`](crate::syntax::parse_sort_for_table) does.
    pub fn parse_for_table(table: &Table, source: &str) -> Result<Self, InvalidSort> {
        let key = parse_sort_for_table(table, source)?;
        Ok(Self::for_table(table, key.field(), key.direction()))
    }
}

impl<C> Sort<C> {
    fn for_table(table: &Table, field: &str, direction: Direction) -> Self {
        let separator = table.separator.as_char();
        Self {
            text: format!("{field}{separator}{direction}"),
            collection: PhantomData,
        }
    }

    /// Returns the sort expression as the service expects it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<C: Collection> FromStr for Sort<C> {
    type Err = InvalidSort;

    /// Parses `field|asc`, `field|desc`, `field.asc` or `field.desc`.
    fn from_str(source: &str) -> Result<Self, InvalidSort> {
        let key = parse_sort_for_table(&C::TABLE, source)?;
        Ok(Self::new(key.field(), key.direction()))
    }
}

/// Parses a sort expression of a collection that is known only at run time.
///
/// # Errors
/// Returns an error if the expression is malformed, or the table denies the field.
///
/// # Examples
///
/// ```
/// use fql::collections::external_assets;
/// use fql::syntax::parse_sort_for_table;
///
/// let key = parse_sort_for_table(&external_assets::TABLE, "last_seen|desc")?;
/// assert_eq!(key.field(), "last_seen");
/// assert!(parse_sort_for_table(&external_assets::TABLE, "lastseen|desc").is_err());
/// # Ok::<(), fql::InvalidSort>(())
/// ```
pub fn parse_sort_for_table<'s>(
    table: &Table,
    source: &'s str,
) -> Result<SortKey<'s>, InvalidSort> {
    let key = SortKey::parse(source).map_err(InvalidSort::new)?;
    if table.class == TableClass::Closed && table.find(key.field()).is_none() {
        let report = unknown_sort_field(table, key.field(), source);
        return Err(InvalidSort::new(report));
    }
    if let Some(row) = table.find(key.field())
        && row.sort_grade() == Grade::Denied
    {
        let report = unsupported_sort(table, row, source);
        return Err(InvalidSort::new(report));
    }
    Ok(key)
}

/// Returns the warnings of a sort expression that [`parse_sort_for_table`] accepts: the table does not
/// have the field, or no source documents or shows that the service sorts by it.
///
/// # Examples
///
/// ```
/// use fql::collections::external_assets;
/// use fql::syntax::{parse_sort_for_table, sort_warnings_for_table};
///
/// let key = parse_sort_for_table(&external_assets::TABLE, "last_seen|desc")?;
/// let report = sort_warnings_for_table(&external_assets::TABLE, &key);
/// assert!(report.diagnostics().is_empty());
/// # Ok::<(), fql::InvalidSort>(())
/// ```
#[must_use]
pub fn sort_warnings_for_table(table: &Table, key: &SortKey<'_>) -> Report {
    sort_warning(table, key)
}

report_error! {
    /// The error of an invalid sort expression.
    InvalidSort "sort expression"
}

impl<C: Collection> TryFrom<&str> for Sort<C> {
    type Error = InvalidSort;

    fn try_from(source: &str) -> Result<Self, InvalidSort> {
        source.parse()
    }
}

impl<C: Collection> TryFrom<String> for Sort<C> {
    type Error = InvalidSort;

    fn try_from(source: String) -> Result<Self, InvalidSort> {
        source.parse()
    }
}

/// A conversion into a sort expression of collection `C`, or none.
///
/// Implemented for [`Sort`] and references to it, and for an `Option` of them: `None` does not sort.
#[diagnostic::on_unimplemented(
    message = "expected a sort expression of `{C}`, found `{Self}`",
    label = "not a sort expression of `{C}`",
    note = "use a field, as in `asset::last_seen.desc()`, or check a string with `.parse::<Sort<_>>()?`"
)]
pub trait IntoSort<C> {
    /// Converts it into a sort expression.
    fn into_sort(self) -> Option<Sort<C>>;
}

#[diagnostic::do_not_recommend]
impl<C> IntoSort<C> for Sort<C> {
    fn into_sort(self) -> Option<Self> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl<C> IntoSort<C> for &Sort<C> {
    fn into_sort(self) -> Option<Sort<C>> {
        Some(self.clone())
    }
}

#[diagnostic::do_not_recommend]
impl<C, S: IntoSort<C>> IntoSort<C> for Option<S> {
    fn into_sort(self) -> Option<Sort<C>> {
        self.and_then(S::into_sort)
    }
}

impl<C> Clone for Sort<C> {
    fn clone(&self) -> Self {
        Self {
            text: self.text.clone(),
            collection: PhantomData,
        }
    }
}

impl<C> PartialEq for Sort<C> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<C> Eq for Sort<C> {}

/// Compares the canonical text.
impl<C> PartialEq<str> for Sort<C> {
    fn eq(&self, other: &str) -> bool {
        self.text == other
    }
}

/// Compares the canonical text.
impl<C> PartialEq<&str> for Sort<C> {
    fn eq(&self, other: &&str) -> bool {
        self.text == *other
    }
}

impl<C> AsRef<str> for Sort<C> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<C> From<Sort<C>> for String {
    fn from(sort: Sort<C>) -> Self {
        sort.text
    }
}

impl<C> Hash for Sort<C> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<C> fmt::Display for Sort<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl<C> fmt::Debug for Sort<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Sort").field(&self.text).finish()
    }
}

#[cfg(feature = "serde")]
impl<C> serde_core::Serialize for Sort<C> {
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

#[cfg(feature = "serde")]
impl<'de, C: Collection> serde_core::Deserialize<'de> for Sort<C> {
    fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let source = <Cow<'de, str> as serde_core::Deserialize>::deserialize(deserializer)?;
        source.parse().map_err(InvalidSort::into_serde)
    }
}
