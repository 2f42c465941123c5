//! Conversions of the errors of filters and aggregations, so that `?` works for them in a function
//! that returns [`Error`].

use std::convert::Infallible;
use std::error::Error as StdError;

use falcon_aggregates::{
    BucketSortError, EmptyRanges, InvalidAggregates, InvalidRange, MissingResult, PercentError,
    TimeZoneError, UnknownVariant,
};
use fql::values::{NetworkError, TimeError};
use fql::{
    EmptyList, EmptyOperands, InvalidFilter, InvalidProperty, InvalidSort, NegateError, Report,
};

use crate::error::{Error, ErrorKind};

/// Converts an error whose `Display` is one line.
fn wrap(kind: ErrorKind, cause: impl StdError + Send + Sync + 'static) -> Error {
    Error::new(kind, cause.to_string()).with_source(cause)
}

macro_rules! conversions {
    ($($cause:ty => $kind:ident,)*) => { $(
        impl From<$cause> for Error {
            fn from(cause: $cause) -> Self {
                wrap(ErrorKind::$kind, cause)
            }
        }
    )* };
}
conversions! {
    BucketSortError => Argument,
    EmptyList => Argument,
    EmptyOperands => Argument,
    EmptyRanges => Argument,
    InvalidRange => Argument,
    MissingResult => Decode,
    NegateError => Argument,
    NetworkError => Argument,
    PercentError => Argument,
    TimeError => Argument,
    TimeZoneError => Argument,
    UnknownVariant => Argument,
}

/// Converts an error that consists of a report. The message is one line; the whole report is that of
/// the [`source`](std::error::Error::source).
fn wrap_report(report: &Report, cause: impl StdError + Send + Sync + 'static) -> Error {
    let display = cause.to_string();
    let mut message = display.lines().next().unwrap_or_default().to_owned();
    let diagnostics = report.diagnostics();
    let mut errors = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity() == fql::diagnostics::Severity::Error);
    let help = errors.next().map(|first| {
        message = format!("{message}: {}", first.message());
        first.help().to_owned()
    });
    let more = errors.count() + report.omitted();
    if more > 0 {
        message = format!("{message}; and {more} more");
    }
    let mut error = Error::new(ErrorKind::Argument, message);
    if let Some(help) = help.filter(|help| !help.is_empty()) {
        error = error.with_help(help);
    }
    error.with_source(cause)
}

macro_rules! report_conversions {
    ($($cause:ty)*) => { $(
        impl From<$cause> for Error {
            /// The message is one line. The whole report is that of the
            /// [`source`](std::error::Error::source).
            fn from(invalid: $cause) -> Self {
                wrap_report(&invalid.report().clone(), invalid)
            }
        }
    )* };
}
report_conversions! { InvalidFilter InvalidSort InvalidProperty }

impl From<fql::Error> for Error {
    fn from(error: fql::Error) -> Self {
        match error {
            fql::Error::InvalidFilter(invalid) => invalid.into(),
            fql::Error::InvalidSort(invalid) => invalid.into(),
            fql::Error::InvalidProperty(invalid) => invalid.into(),
            other => wrap(ErrorKind::Argument, other),
        }
    }
}

impl From<Infallible> for Error {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

impl From<InvalidAggregates> for Error {
    /// The message is one line with all errors.
    fn from(invalid: InvalidAggregates) -> Self {
        let mut errors: Vec<_> = invalid.errors().iter().map(ToString::to_string).collect();
        if invalid.omitted() > 0 {
            errors.push(format!("and {} more", invalid.omitted()));
        }
        Self::new(ErrorKind::Argument, errors.join("; ")).with_source(invalid)
    }
}
