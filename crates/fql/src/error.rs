//! The error of anything in this crate.

use std::fmt;

use fql_syntax::TimeError;

use crate::filter::{EmptyOperands, InvalidFilter, NegateError};
use crate::property::InvalidProperty;
use crate::sort::InvalidSort;
use crate::value::{EmptyList, NetworkError};

macro_rules! errors {
    ($($(#[$documentation:meta])* $error:ident;)*) => {
        /// Any error of this crate, for a function that parses, composes and sorts.
        ///
        /// Every error of this crate converts to it with `?`. `Display` and `source` are those of the
        /// error that it contains, whose name the variant has.
        ///
        /// # Examples
        ///
        /// ```
        /// use fql::collections::external_assets::{self as asset, ExternalAssets};
        /// use fql::{Filter, Sort, Timestamp};
        ///
        /// fn query(
        ///     filter: &str,
        ///     sort: &str,
        ///     since: &str,
        ///     ports: &[u16],
        /// ) -> Result<(Filter<ExternalAssets>, Sort<ExternalAssets>), fql::Error> {
        ///     let since: Timestamp = since.parse()?;
        ///     let filter = Filter::parse(filter)?
        ///         & asset::last_seen.gt(since)
        ///         & asset::ip::services::port.try_is_in(ports)?;
        ///     Ok((filter, sort.parse()?))
        /// }
        ///
        /// assert!(query("confidence:100", "last_seen|desc", "now-7d", &[22]).is_ok());
        /// let error = query("confidence:100", "last_sen|desc", "now-7d", &[22]).unwrap_err();
        /// assert!(matches!(error, fql::Error::InvalidSort(_)));
        /// ```
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Error {
            $( $(#[$documentation])* $error($error), )*
        }

        impl Error {
            fn inner(&self) -> &(dyn std::error::Error + 'static) {
                match self {
                    $( Self::$error(error) => error, )*
                }
            }
        }

        $( impl From<$error> for Error {
            fn from(error: $error) -> Self {
                Self::$error(error)
            }
        } )*
    };
}

errors! {
    /// An invalid filter.
    InvalidFilter;
    /// An invalid sort expression.
    InvalidSort;
    /// An invalid property name.
    InvalidProperty;
    /// A list without values.
    EmptyList;
    /// A combination of no filters.
    EmptyOperands;
    /// A filter that cannot be negated.
    NegateError;
    /// An invalid time.
    TimeError;
    /// An invalid network.
    NetworkError;
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.inner(), f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.inner().source()
    }
}
