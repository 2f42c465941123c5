//! The Rust types that fields of each type accept, and their text.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZero;
use std::rc::Rc;
use std::sync::Arc;
use std::time::SystemTime;

use fql_syntax::RelativeTime;

use super::escape;
use super::integer::push_integer;
use crate::schema::field_type::{
    AbsoluteTimestampField, AnyField, BooleanField, FieldTypeMarker, FloatField, IntegerField,
    IpField, QuotedIntegerField, TextField, TimestampField,
};
use crate::value::{Instant, Network, Timestamp};

/// A type whose values fields of type `FieldType` accept.
///
/// | field type | Rust types |
/// |---|---|
/// | text | `&str`, `String`, `Cow<str>`, `Box<str>`, `Rc<str>`, `Arc<str>`, `char` |
/// | integer | the integers of up to 64 bits, also as `NonZero` |
/// | float | `f32`, `f64`, the integers of up to 64 bits |
/// | boolean | `bool` |
/// | timestamp | [`Timestamp`], [`Instant`], [`RelativeTime`], `SystemTime`; `jiff::Timestamp` and `chrono::DateTime` with the features `jiff` and `chrono` |
/// | timestamp, absolute only | those of timestamp except [`Timestamp`] and [`RelativeTime`] |
/// | ip | `IpAddr`, `Ipv4Addr`, `Ipv6Addr`, [`Network`] |
/// | any | all of these |
///
/// A reference to one of these types is accepted, too, and so is a type that implements
/// [`FieldValue`].
///
/// This trait is sealed, so that every value is escaped by this crate.
#[diagnostic::on_unimplemented(
    message = "expected a value for `{FieldType}`, found `{Self}`",
    label = "not a value for `{FieldType}`",
    note = "text fields accept `&str`, `String` and `char`, integer fields integers, boolean fields `bool`, \
            timestamp fields `SystemTime`, `fql::Instant` and, unless absolute, `fql::Timestamp` (`jiff` and `chrono` times with fql's features \
            `jiff` and `chrono`), IP fields `IpAddr` and `fql::Network`; convert a string with `.parse()?`, \
            an `Option` with `.map(|value| field.eq(value))`, your own type with `fql::FieldValue`; for a \
            range use `in_range(low..=high)`"
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

/// A type of a program whose values fields accept, such as a newtype or an enum.
///
/// It converts to one of the types in the table of [`IntoValue`], `str` for strings. Typed fields,
/// lists and the placeholders of [`fql!`](macro@crate::fql) then accept the type and references to it.
///
/// # Examples
///
/// ```
/// use std::borrow::Cow;
///
/// use fql::FieldValue;
/// use fql::collections::external_assets as asset;
///
/// struct AssetId(String);
///
/// impl FieldValue for AssetId {
///     type Value = str;
///
///     fn field_value(&self) -> Cow<'_, str> {
///         Cow::Borrowed(&self.0)
///     }
/// }
///
/// struct Port(u16);
///
/// impl FieldValue for Port {
///     type Value = u16;
///
///     fn field_value(&self) -> Cow<'_, u16> {
///         Cow::Owned(self.0)
///     }
/// }
///
/// let ids = [AssetId("a1".into()), AssetId("a'2".into())];
/// let filter = asset::ip::services::port.gt(Port(1024)) & asset::id.try_is_in(&ids)?;
/// assert_eq!(filter.as_str(), r"ip.services.port:>1024+id:['a1','a\'2']");
/// # Ok::<(), fql::EmptyList>(())
/// ```
pub trait FieldValue {
    /// The accepted type to which it converts.
    type Value: ToOwned + ?Sized;

    /// Returns the value, borrowed or owned.
    fn field_value(&self) -> Cow<'_, Self::Value>;
}

impl<V: FieldValue + ?Sized> FieldValue for &V {
    type Value = V::Value;

    fn field_value(&self) -> Cow<'_, V::Value> {
        V::field_value(self)
    }
}

/// A value that is appended by reference: what a [`FieldValue`] may return.
pub trait BorrowedValue<FieldType> {
    #[doc(hidden)]
    fn push(&self, out: &mut String);

    #[doc(hidden)]
    fn push_non_pattern(&self, out: &mut String);
}

impl<F, V: IntoValue<F> + Clone> BorrowedValue<F> for V {
    fn push(&self, out: &mut String) {
        self.clone().push_value_outlined(out);
    }

    fn push_non_pattern(&self, out: &mut String) {
        IntoValue::push_non_pattern(self.clone(), out);
    }
}

impl<F> BorrowedValue<F> for str
where
    for<'a> &'a str: IntoValue<F>,
{
    fn push(&self, out: &mut String) {
        self.push_value_outlined(out);
    }

    fn push_non_pattern(&self, out: &mut String) {
        IntoValue::push_non_pattern(self, out);
    }
}

impl<V: FieldValue> sealed::IntoValue for V {}

#[diagnostic::do_not_recommend]
impl<F: FieldTypeMarker, V: FieldValue> IntoValue<F> for V
where
    V::Value: BorrowedValue<F>,
{
    fn push_value(self, out: &mut String) {
        self.field_value().push(out);
    }

    fn push_value_outlined(self, out: &mut String) {
        self.push_value(out);
    }

    fn push_non_pattern(self, out: &mut String) {
        self.field_value().push_non_pattern(out);
    }

    fn push_list(values: &[Self], out: &mut String) {
        push_items::<F, _>(values, out, |value, out| value.field_value().push(out));
    }
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
            push_items::<AnyField, _>($value, $out, |$value, $out| { $out.push('\''); $push })
            $(, { $out.push('\''); $push_non_pattern })?
        }
    };
}

/// Implements [`IntoValue`] for types that are written without quotes.
macro_rules! bare_values {
    ($field_type:ty: $($type:ty),*; $value:ident, $out:ident => $push:expr) => { $(
        impl sealed::IntoValue for $type {}

        value! { $field_type: never [] $type; $value, $out =>
            $push, push_items::<AnyField, _>($value, $out, |$value, $out| $push) }
        value! { AnyField: never [] $type; $value, $out =>
            $push, push_items::<AnyField, _>($value, $out, |$value, $out| $push) }
    )* };
}

quoted_values! { TextField: ['a] &'a str, ['a] &'a &'a str, [] String, ['a] &'a String, ['a] Cow<'a, str>;
value, out => escape::push_string(out, value), escape::push_pattern(out, value) }

bare_values! { IntegerField: i8, u8, i16, u16, i32, u32, i64, u64, isize, usize;
value, out => push_integer(out, *value) }

bare_values! { FloatField: f32, f64;
value, out => push_float(out, value, value.is_finite()) }

/// Implements [`IntoValue`] of float fields for integers.
macro_rules! integers_of_float_fields {
    ($($type:ty)*) => { $(
        value! { FloatField: never [] $type; value, out =>
            push_integer(out, *value), push_items::<AnyField, _>(value, out, |value, out| push_integer(out, *value)) }
    )* };
}

integers_of_float_fields! { i8 u8 i16 u16 i32 u32 i64 u64 isize usize }

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

/// Implements [`IntoValue`] of a field type with an opening quote for types that other field types accept.
macro_rules! other_quoted_values {
    ($field_type:ty: $([$($generic:tt)*] $type:ty),*; $value:ident, $out:ident => $push:expr) => { $(
        value! { $field_type: never [$($generic)*] $type; $value, $out =>
            $push, push_items::<$field_type, _>($value, $out, |$value, $out| $push) }
    )* };
}

other_quoted_values! { AbsoluteTimestampField: [] Instant, [] SystemTime;
value, out => Timestamp::from(*value).push_quoted(out) }

#[cfg(feature = "jiff")]
other_quoted_values! { AbsoluteTimestampField: [] jiff::Timestamp;
value, out => Timestamp::from(*value).push_quoted(out) }

#[cfg(feature = "chrono")]
other_quoted_values! { AbsoluteTimestampField: [Z: chrono::TimeZone] chrono::DateTime<Z>;
value, out => Timestamp::from(value.clone()).push_quoted(out) }

other_quoted_values! {
    QuotedIntegerField: [] i8, [] u8, [] i16, [] u16, [] i32, [] u32, [] i64, [] u64, [] isize, [] usize;
    value, out => { push_integer(out, *value); out.push('\'') }
}

/// Appends a number. What is not a number, or not finite, becomes a string, which no field of numbers
/// equals.
fn push_float(out: &mut String, value: &dyn fmt::Display, is_finite: bool) {
    let quote = if is_finite { "" } else { "'" };
    // Writing to a string cannot fail.
    let _ = write!(out, "{quote}{value}{quote}");
}

/// Implements [`IntoValue`] by conversion to a type that is already accepted. For the less common
/// types, which a program need not contain if it does not use them.
macro_rules! converted_values {
    ($([$($generic:tt)*] $type:ty, $target:ty: $value:ident => $converted:expr;)*) => { $(
        impl<$($generic)*> sealed::IntoValue for $type {}

        #[diagnostic::do_not_recommend]
        impl<$($generic)* F: FieldTypeMarker> IntoValue<F> for $type
        where
            for<'v> $target: IntoValue<F>,
        {
            #[inline]
            fn push_value(self, out: &mut String) {
                let $value = &self;
                $converted.push_value_outlined(out);
            }

            #[inline]
            fn push_value_outlined(self, out: &mut String) {
                self.push_value(out);
            }

            #[inline]
            fn push_non_pattern(self, out: &mut String) {
                let $value = &self;
                IntoValue::push_non_pattern($converted, out);
            }

            #[inline]
            fn push_list(values: &[Self], out: &mut String) {
                push_items::<F, _>(values, out, |$value, out| {
                    $converted.push_value_outlined(out);
                });
            }
        }
    )* };
}

converted_values! {
    ['a,] &'a Cow<'a, str>, &'v str: value => &***value;
    [] Box<str>, &'v str: value => &**value;
    [] Rc<str>, &'v str: value => &**value;
    [] Arc<str>, &'v str: value => &**value;
    ['a,] &'a Box<str>, &'v str: value => &***value;
    ['a,] &'a Rc<str>, &'v str: value => &***value;
    ['a,] &'a Arc<str>, &'v str: value => &***value;
    [] char, &'v str: value => &*value.encode_utf8(&mut [0; 4]);
    ['a,] &'a char, &'v str: value => &*value.encode_utf8(&mut [0; 4]);
}

/// Implements [`IntoValue`] for references to values that are copied.
macro_rules! references {
    ($($type:ty)*) => { converted_values! { $( ['a,] &'a $type, $type: value => **value; )* } };
}

references! {
    f32 f64 i8 u8 i16 u16 i32 u32 i64 u64 isize usize bool Timestamp Instant RelativeTime SystemTime IpAddr
    Ipv4Addr Ipv6Addr Network
}

#[cfg(feature = "jiff")]
references! { jiff::Timestamp }

#[cfg(feature = "chrono")]
converted_values! {
    ['a, Z: chrono::TimeZone,] &'a chrono::DateTime<Z>, chrono::DateTime<Z>: value =>
        (*value).clone();
}

macro_rules! non_zero_integers {
    ($($integer:ty)*) => { converted_values! { $(
        [] NonZero<$integer>, $integer: value => value.get();
        ['a,] &'a NonZero<$integer>, $integer: value => value.get();
    )* } };
}

non_zero_integers! { i8 u8 i16 u16 i32 u32 i64 u64 isize usize }

/// Appends values that write their closing quote, separated by commas, and the closing bracket.
#[inline(always)]
fn push_items<F: FieldTypeMarker, V>(
    values: &[V],
    out: &mut String,
    push: impl Fn(&V, &mut String),
) {
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            out.push(',');
            out.push_str(F::OPENING_QUOTE);
        }
        push(value, out);
    }
    out.push(']');
}

/// Appends a value that needs no escape, and the closing quote.
fn push_displayed(out: &mut String, value: &dyn fmt::Display) {
    // Writing to a string cannot fail.
    let _ = write!(out, "{value}'");
}
