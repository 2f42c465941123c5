//! Lists of values that are known only at run time.

use std::borrow::Cow;
use std::fmt;

/// A list of at least one value, for lists that are known only at run time.
///
/// # Examples
///
/// ```
/// use fql::Values;
/// use fql::collections::external_assets as asset;
///
/// let ports = Values::new("22 3389".split(' ').map(|port| port.parse::<u16>().unwrap()))?;
/// let filter = fql::fql!(asset, "ip.services.port:[{ports}]");
/// assert_eq!(filter.as_str(), "ip.services.port:[22,3389]");
/// assert!(Values::<u16>::new([]).is_err());
/// # Ok::<(), fql::EmptyList>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Values<V>(Vec<V>);

impl<V> Values<V> {
    /// Collects values.
    ///
    /// # Errors
    /// Returns an error if there are no values. A filter without the clause would match more
    /// documents.
    pub fn new(values: impl IntoIterator<Item = V>) -> Result<Self, EmptyList> {
        let values: Vec<V> = values.into_iter().collect();
        if values.is_empty() {
            Err(EmptyList { field: None })
        } else {
            Ok(Self(values))
        }
    }

    pub(crate) fn as_slice(&self) -> &[V] {
        &self.0
    }
}

/// The error of a list without values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmptyList {
    field: Option<Cow<'static, str>>,
}

impl EmptyList {
    pub(crate) fn of_field(self, field: impl Into<Cow<'static, str>>) -> Self {
        Self {
            field: Some(field.into()),
        }
    }

    /// Returns the property name of the field that was compared with the list; `None` if the error is
    /// that of [`Values::new`].
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }
}

impl fmt::Display for EmptyList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected at least one value")?;
        if let Some(field) = &self.field {
            write!(f, " for `{field}`")?;
        }
        f.write_str(", found an empty list")
    }
}

impl std::error::Error for EmptyList {}
