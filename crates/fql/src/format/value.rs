//! The Rust types that fields of each type accept, and their text.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::SystemTime;

use fql_syntax::RelativeTime;

use super::escape;
use super::integer::push_integer;
use crate::schema::field_type::{
    AnyField, BooleanField, IntegerField, IpField, TextField, TimestampField,
};
use crate::value::{Instant, Network, Timestamp};

/// A type whose values fields of type `FieldType` accept.
///
/// | field type | Rust types |
/// |---|---|
/// | text | `&str`, `String`, `&String`, `Cow<str>` |
/// | integer | the integers of up to 64 bits |
/// | boolean | `bool` |
/// | timestamp | [`Timestamp`], [`Instant`], [`RelativeTime`], `SystemTime`; `jiff::Timestamp` and `chrono::DateTime` with the features `jiff` and `chrono` |
/// | ip | `IpAddr`, `Ipv4Addr`, `Ipv6Addr`, [`Network`] |
/// | any | all of these |
///
/// This trait is sealed, so that every value is escaped by this crate.
#[diagnostic::on_unimplemented(
    message = "expected a value for `{FieldType}`, found `{Self}`",
    label = "not a value for `{FieldType}`",
    note = "text fields accept `&str` and `String`, integer fields integers, boolean fields `bool`, \
            timestamp fields `fql::Timestamp` and `SystemTime`, IP fields `IpAddr` and `fql::Network`"
)]
pub trait IntoValue<FieldType>: Sized + sealed::IntoValue {
    /// Appends the value and the closing quote, after a clause prefix, which contains the opening
    /// quote.
    #[doc(hidden)]
    fn push_value(self, out: &mut String);

    /// Does the same as a call, for [`fql!`](macro@crate::fql), which a program may use hundreds of
    /// times.
    #[doc(hidden)]
    fn push_value_outlined(self, out: &mut String);

    /// Appends the values and the closing bracket of a list.
    #[doc(hidden)]
    fn push_list(values: &[Self], out: &mut String);

    /// Does the same as `push_value` after an operator that never reads a pattern: `*` needs no
    /// escape.
    #[doc(hidden)]
    #[inline(always)]
    fn push_non_pattern(self, out: &mut String) {
        self.push_value(out);
    }
}

mod sealed {
    pub trait IntoValue {}
}

// `push_value` of a string is inlined into the user's program: strings are the most common values, and
// their scan is a few vector instructions. All other functions are compiled in this crate, once per
// type: inlined, each use of a value would add more than a kilobyte to the program.

/// Implements [`IntoValue`] for a Rust type and a field type.
macro_rules! value {
    ($field_type:ty: $inline:ident [$($generic:tt)*] $type:ty; $value:ident, $out:ident =>
     $push:expr, $push_list:expr $(, $push_non_pattern:expr)?) => {
        #[diagnostic::do_not_recommend]
        impl<$($generic)*> IntoValue<$field_type> for $type {
            #[inline($inline)]
            fn push_value(self, $out: &mut String) {
                let $value = &self;
                $push
            }

            #[inline(never)]
            fn push_value_outlined(self, $out: &mut String) {
                let $value = &self;
                $push
            }

            #[inline(never)]
            fn push_list(values: &[Self], $out: &mut String) {
                let $value = values;
                $push_list
            }

            $(
                #[inline(never)]
                fn push_non_pattern(self, $out: &mut String) {
                    let $value = &self;
                    $push_non_pattern
                }
            )?
        }
    };
}

/// Implements [`IntoValue`] for types that are written in quotes: for their own field type, whose
/// clause prefixes contain the opening quote, and for `AnyField`, whose prefixes do not. Only strings
/// have a second expression, for operators that never read a pattern.
macro_rules! quoted_values {
    ($field_type:ty: $([$($generic:tt)*] $type:ty),*; $value:ident, $out:ident => $push:expr) => { $(
        quoted_values! { @ $field_type: never [$($generic)*] $type; $value, $out => $push; }
    )* };
    ($field_type:ty: $([$($generic:tt)*] $type:ty),*; $value:ident, $out:ident =>
     $push:expr, $push_non_pattern:expr) => { $(
        quoted_values! {
            @ $field_type: always [$($generic)*] $type; $value, $out => $push; $push_non_pattern
        }
    )* };
    (@ $field_type:ty: $inline:ident [$($generic:tt)*] $type:ty; $value:ident, $out:ident =>
     $push:expr; $($push_non_pattern:expr)?) => {
        impl<$($generic)*> sealed::IntoValue for $type {}

        value! { $field_type: $inline [$($generic)*] $type; $value, $out =>
            $push,
            {
                for (index, $value) in $value.iter().enumerate() {
                    if index > 0 {
                        $out.push_str(",'");
                    }
                    $push;
                }
                $out.push(']');
            }
            $(, $push_non_pattern)?
        }

        value! { AnyField: never [$($generic)*] $type; $value, $out =>
            { $out.push('\''); $push },
            push_separated($out, $value, |$value, $out| { $out.push('\''); $push })
            $(, { $out.push('\''); $push_non_pattern })?
        }
    };
}

/// Implements [`IntoValue`] for types that are written without quotes.
macro_rules! bare_values {
    ($field_type:ty: $($type:ty),*; $value:ident, $out:ident => $push:expr) => { $(
        impl sealed::IntoValue for $type {}

        value! { $field_type: never [] $type; $value, $out =>
            $push, push_separated($out, $value, |$value, $out| $push) }
        value! { AnyField: never [] $type; $value, $out =>
            $push, push_separated($out, $value, |$value, $out| $push) }
    )* };
}

quoted_values! { TextField: ['a] &'a str, ['a] &'a &'a str, [] String, ['a] &'a String, ['a] Cow<'a, str>;
value, out => escape::push_string(out, value), escape::push_pattern(out, value) }

bare_values! { IntegerField: i8, u8, i16, u16, i32, u32, i64, u64, isize, usize;
value, out => push_integer(out, *value) }

bare_values! { BooleanField: bool;
value, out => out.push_str(if *value { "true" } else { "false" }) }

quoted_values! { TimestampField: [] Timestamp;
value, out => value.push_quoted(out) }

quoted_values! { TimestampField: [] Instant, [] RelativeTime, [] SystemTime;
value, out => Timestamp::from(*value).push_quoted(out) }

#[cfg(feature = "jiff")]
quoted_values! { TimestampField: [] jiff::Timestamp;
value, out => Timestamp::from(*value).push_quoted(out) }

#[cfg(feature = "chrono")]
quoted_values! { TimestampField: [Z: chrono::TimeZone] chrono::DateTime<Z>;
value, out => Timestamp::from(value.clone()).push_quoted(out) }

quoted_values! { IpField: [] IpAddr, [] Ipv4Addr, [] Ipv6Addr, [] Network;
value, out => push_displayed(out, value) }

/// Appends a value that needs no escape, and the closing quote.
fn push_displayed(out: &mut String, value: &dyn fmt::Display) {
    // Writing to a string cannot fail.
    let _ = write!(out, "{value}'");
}

/// Appends values that write both of their quotes, separated by commas, and the closing bracket.
#[inline(always)]
fn push_separated<V>(out: &mut String, values: &[V], push: impl Fn(&V, &mut String)) {
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        push(value, out);
    }
    out.push(']');
}
