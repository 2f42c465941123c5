//! Errors of filters.

use std::fmt;

/// Defines an error that consists of a report.
macro_rules! report_error {
    ($(#[$documentation:meta])* $name:ident $subject:literal) => {
        $(#[$documentation])*
        ///
        /// `Display` shows every problem with an excerpt, a caret and a help. `Debug` shows the same,
        /// because that is what `unwrap` and `main` print. [`Report::summary`] is one line.
        ///
        /// [`Report::summary`]: ::fql_syntax::Report::summary
        #[derive(Clone, PartialEq, Eq)]
        pub struct $name {
            report: ::fql_syntax::Report,
        }

        impl $name {
            pub(crate) fn new(report: ::fql_syntax::Report) -> Self {
                Self { report }
            }

            /// Returns the diagnostics, each with its code, span, message, help and fix.
            #[must_use]
            pub fn report(&self) -> &::fql_syntax::Report {
                &self.report
            }

            /// Returns the error of serde, which cannot carry a report: one line.
            #[cfg(feature = "serde")]
            // Not all of these errors come from a type that is deserialized.
            #[allow(dead_code)]
            pub(crate) fn into_serde<E: ::serde_core::de::Error>(self) -> E {
                E::custom(format_args!(
                    concat!("invalid ", $subject, ": {}"),
                    self.report.summary()
                ))
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                write!(f, concat!("invalid ", $subject, "\n{}"), self.report)
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(self, f)
            }
        }

        impl ::std::error::Error for $name {}
    };
}

pub(crate) use report_error;

report_error! {
    /// The error of an invalid filter.
    InvalidFilter "filter"
}

/// The error of a filter that cannot be negated.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NegateError {
    /// The filter matches everything. Its negation would match nothing, which FQL cannot express.
    MatchesAll,
    /// The filter contains an unchecked string that is not a valid filter.
    Invalid(InvalidFilter),
    /// The filter contains a text match, and its collection denies `!~`, for this reason.
    TextMatch(&'static str),
}

impl fmt::Display for NegateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MatchesAll => f.write_str("cannot negate a filter that matches everything"),
            Self::Invalid(_) => f.write_str("cannot negate an invalid unchecked filter"),
            Self::TextMatch(reason) => write!(f, "cannot negate a text match (`~`): {reason}"),
        }
    }
}

impl std::error::Error for NegateError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::MatchesAll | Self::TextMatch(_) => None,
            Self::Invalid(error) => Some(error),
        }
    }
}

/// The error of combining no filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmptyOperands;

impl fmt::Display for EmptyOperands {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected at least one filter to combine")
    }
}

impl std::error::Error for EmptyOperands {}
