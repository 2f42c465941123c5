//! The types of value that fields of each kind take.

mod civil;
mod instant;
mod network;
mod timestamp;

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::SystemTime;

use fql_syntax::{Pattern, RelativeTime};

pub use instant::Instant;
pub use network::{Network, NetworkError};
pub use timestamp::Timestamp;

use crate::field::kind;
use crate::print;

/// A type whose values a field of the kind takes.
///
/// | kind | types |
/// |---|---|
/// | text | `&str`, `String`, `&String`, `Cow<str>` |
/// | integer | the integers of up to 64 bits |
/// | boolean | `bool` |
/// | timestamp | [`Timestamp`], [`Instant`], [`RelativeTime`], `SystemTime`; `jiff::Timestamp` and `chrono::DateTime` behind features |
/// | ip | `IpAddr`, `Ipv4Addr`, `Ipv6Addr`, [`Network`] |
/// | any | all of these |
///
/// The trait can't be implemented outside: every value that gets into a filter is escaped here.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value for a field of kind `{FieldType}`",
    label = "no value of kind `{FieldType}`",
    note = "a text field takes `&str` or `String`, an integer field whole numbers, a boolean field \
            `bool`, a timestamp field `fql::Timestamp` or `SystemTime`, an ip field `IpAddr` or \
            `fql::Network`"
)]
pub trait IntoValue<FieldType>: Sized + sealed::Value {
    /// What follows a head, which holds the opening quote: the value and the closing quote.
    #[doc(hidden)]
    fn put(self, text: &mut String);

    /// The same as a call, for [`fql!`](macro@crate::fql), of which a program may have hundreds.
    #[doc(hidden)]
    fn put_called(self, text: &mut String);

    /// The same for a list: its values and the closing bracket.
    #[doc(hidden)]
    fn put_list(values: &[Self], text: &mut String);

    /// The same as `put` behind an operator that reads no pattern, so that a star needs no escape.
    #[doc(hidden)]
    #[inline(always)]
    fn put_compared(self, text: &mut String) {
        self.put(text);
    }
}

/// A pattern for a wildcard match: a literal, or a [`Pattern`] built on purpose.
///
/// Text from outside is none, because its stars would become wildcards.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no pattern",
    label = "not a pattern",
    note = "a pattern is a literal or a `Pattern`; text from outside goes through `starts_with`, \
            `ends_with`, `contains` or `Pattern::literal`"
)]
pub trait IntoPattern: sealed::Pattern {
    /// What follows a head.
    #[doc(hidden)]
    fn put(self, text: &mut String);
}

/// Values for a list, at least one: an array of 1 to 32, or [`Values`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list for a field of kind `{FieldType}`",
    label = "no list of values of kind `{FieldType}`",
    note = "a list is an array of 1 to 32 values of the field's kind, or `Values::new(iterator)?`"
)]
pub trait IntoList<FieldType>: sealed::List {
    /// What follows an opening bracket, and the opening quote of a quoted kind: the values and the
    /// closing bracket.
    #[doc(hidden)]
    fn put_list(self, text: &mut String);
}

mod sealed {
    pub trait Value {}
    pub trait Pattern {}
    pub trait List {}
}

/// Values known only when the program runs, of which there is at least one.
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
    /// Gathers values.
    ///
    /// # Errors
    /// When there is none: a clause without values would have to be left out, and a filter with
    /// one clause less asks for more.
    pub fn new(values: impl IntoIterator<Item = V>) -> Result<Self, EmptyList> {
        let values: Vec<V> = values.into_iter().collect();
        if values.is_empty() {
            Err(EmptyList)
        } else {
            Ok(Self(values))
        }
    }

    pub(crate) fn as_slice(&self) -> &[V] {
        &self.0
    }
}

/// A list has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmptyList;

impl std::fmt::Display for EmptyList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the list is empty: give at least one value, or ask for none with `is_null`")
    }
}

impl std::error::Error for EmptyList {}

// A text's `put` is inlined into the user's program, where it is the commonest: the scan of it is a
// few vectors, and a call would save no code worth its time. All else is compiled here, once a type:
// inlined, each use of a value would cost a user's program more than a kilobyte, and its build the
// time to make it.

macro_rules! values {
    ($kind:ty: $inline:ident [$($generic:tt)*] $type:ty; $value:ident, $text:ident =>
     $put:expr, $list:expr $(, $compared:expr)?) => {
        #[diagnostic::do_not_recommend]
        impl<$($generic)*> IntoValue<$kind> for $type {
            #[inline($inline)]
            fn put(self, $text: &mut String) {
                let $value = &self;
                $put
            }

            #[inline(never)]
            fn put_called(self, $text: &mut String) {
                let $value = &self;
                $put
            }

            #[inline(never)]
            fn put_list(values: &[Self], $text: &mut String) {
                let $value = values;
                $list
            }

            $(
                #[inline(never)]
                fn put_compared(self, $text: &mut String) {
                    let $value = &self;
                    $compared
                }
            )?
        }
    };
}

/// The same types once for their own kind, whose heads hold the opening quote, and once for the
/// kind `unknown`, whose heads hold none. What is put differs behind a comparison only for texts.
macro_rules! quoted_values {
    ($kind:ty: $([$($generic:tt)*] $type:ty),*; $value:ident, $text:ident => $put:expr) => { $(
        quoted_values! { @ $kind: never [$($generic)*] $type; $value, $text => $put; }
    )* };
    ($kind:ty: $([$($generic:tt)*] $type:ty),*; $value:ident, $text:ident => $put:expr, $compared:expr) => { $(
        quoted_values! { @ $kind: always [$($generic)*] $type; $value, $text => $put; $compared }
    )* };
    (@ $kind:ty: $inline:ident [$($generic:tt)*] $type:ty; $value:ident, $text:ident => $put:expr; $($compared:expr)?) => {
        impl<$($generic)*> sealed::Value for $type {}
        values! { $kind: $inline [$($generic)*] $type; $value, $text =>
            $put,
            {
                for (index, $value) in $value.iter().enumerate() {
                    if index > 0 {
                        $text.push_str(",'");
                    }
                    $put;
                }
                $text.push(']');
            }
            $(, $compared)?
        }
        values! { kind::unknown: never [$($generic)*] $type; $value, $text =>
            { $text.push('\''); $put },
            print::separated($text, $value, |$value, $text| { $text.push('\''); $put })
            $(, { $text.push('\''); $compared })?
        }
    };
}

macro_rules! bare_values {
    ($kind:ty: $($type:ty),*; $value:ident, $text:ident => $put:expr) => {
        $(
            impl sealed::Value for $type {}
            values! { $kind: never [] $type; $value, $text =>
                $put, print::separated($text, $value, |$value, $text| $put) }
            values! { kind::unknown: never [] $type; $value, $text =>
                $put, print::separated($text, $value, |$value, $text| $put) }
        )*
    };
}

quoted_values! { kind::text: ['a] &'a str, ['a] &'a &'a str, [] String, ['a] &'a String, ['a] Cow<'a, str>;
value, text => print::quoted(text, value), print::pattern(text, value) }

bare_values! { kind::integer: i8, u8, i16, u16, i32, u32, i64, u64, isize, usize;
value, text => print::integer(text, *value) }

bare_values! { kind::boolean: bool;
value, text => text.push_str(if *value { "true" } else { "false" }) }

quoted_values! { kind::timestamp: [] Timestamp;
value, text => print::time(text, value) }

quoted_values! { kind::timestamp: [] Instant, [] RelativeTime, [] SystemTime;
value, text => print::time(text, &Timestamp::from(*value)) }

#[cfg(feature = "jiff")]
quoted_values! { kind::timestamp: [] jiff::Timestamp;
value, text => print::time(text, &Timestamp::from(*value)) }

#[cfg(feature = "chrono")]
quoted_values! { kind::timestamp: [Z: chrono::TimeZone] chrono::DateTime<Z>;
value, text => print::time(text, &Timestamp::from(value.clone())) }

quoted_values! { kind::ip_address: [] IpAddr, [] Ipv4Addr, [] Ipv6Addr, [] Network;
value, text => print::displayed(text, value) }

impl sealed::Pattern for &'static str {}
impl sealed::Pattern for Pattern {}
impl sealed::Pattern for &Pattern {}

#[diagnostic::do_not_recommend]
impl IntoPattern for &'static str {
    /// Inlined: the scan of a literal folds away.
    #[inline(always)]
    fn put(self, text: &mut String) {
        print::pattern_literal(text, self);
    }
}

#[diagnostic::do_not_recommend]
impl IntoPattern for &Pattern {
    #[inline(never)]
    fn put(self, text: &mut String) {
        print::pattern(text, self.as_str());
    }
}

#[diagnostic::do_not_recommend]
impl IntoPattern for Pattern {
    #[inline(always)]
    fn put(self, text: &mut String) {
        IntoPattern::put(&self, text);
    }
}

impl<V> sealed::List for Values<V> {}
impl<V> sealed::List for &Values<V> {}

#[diagnostic::do_not_recommend]
impl<K, V: IntoValue<K>> IntoList<K> for Values<V> {
    #[inline(always)]
    fn put_list(self, text: &mut String) {
        V::put_list(&self.0, text);
    }
}

#[diagnostic::do_not_recommend]
impl<K, V: IntoValue<K>> IntoList<K> for &Values<V> {
    #[inline(always)]
    fn put_list(self, text: &mut String) {
        V::put_list(&self.0, text);
    }
}

/// An array of at least one value.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of 1 to 32 values",
    label = "no list of 1 to 32 values",
    note = "a longer list, or one known only when the program runs, goes to `try_is_in`"
)]
pub trait NonEmpty: sealed::List {}

macro_rules! non_empty {
    ($($length:literal)*) => { $(
        impl<V> sealed::List for [V; $length] {}
        #[diagnostic::do_not_recommend]
        impl<V> NonEmpty for [V; $length] {}

        #[diagnostic::do_not_recommend]
        impl<K, V: IntoValue<K>> IntoList<K> for [V; $length] {
            fn put_list(self, text: &mut String) {
                        V::put_list(&self, text);
            }
        }
    )* };
}
non_empty!(1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32);
