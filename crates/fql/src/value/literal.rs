//! Values whose type is known only at run time.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::SystemTime;

use fql_syntax::{Pattern, RelativeTime};

use super::{Instant, Network, Timestamp};

/// A value whose type is known only at run time, for [`Filter::clause`](crate::Filter::clause).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Literal<'v> {
    /// A string. `*` in it is matched literally.
    Text(Cow<'v, str>),
    /// A pattern with wildcards.
    Pattern(Pattern),
    /// An integer. Integer fields accept those of 64 bits, signed or unsigned.
    Integer(i128),
    /// `true` or `false`.
    Boolean(bool),
    /// A time.
    Timestamp(Timestamp),
    /// `null`, for a field without a value.
    Null,
    /// A list, whose values are neither lists nor `null`.
    List(Vec<Literal<'v>>),
}

impl<'v> From<&'v str> for Literal<'v> {
    fn from(string: &'v str) -> Self {
        Self::Text(string.into())
    }
}

impl From<String> for Literal<'_> {
    fn from(string: String) -> Self {
        Self::Text(string.into())
    }
}

impl<'v> From<Cow<'v, str>> for Literal<'v> {
    fn from(string: Cow<'v, str>) -> Self {
        Self::Text(string)
    }
}

macro_rules! literals {
    ($($type:ty => $value:ident $literal:expr),* $(,)?) => { $(
        impl From<$type> for Literal<'_> {
            fn from($value: $type) -> Self {
                $literal
            }
        }
    )* };
}

macro_rules! integers {
    ($($type:ty)*) => { literals! { $( $type => number Self::Integer(number as i128) ),* } };
}

integers! { i8 u8 i16 u16 i32 u32 i64 u64 isize usize }

literals! {
    bool => value Self::Boolean(value),
    Pattern => pattern Self::Pattern(pattern),
    Timestamp => time Self::Timestamp(time),
    Instant => time Self::Timestamp(time.into()),
    RelativeTime => time Self::Timestamp(time.into()),
    SystemTime => time Self::Timestamp(time.into()),
    // Addresses and networks are written in quotes.
    IpAddr => address Self::Text(address.to_string().into()),
    Ipv4Addr => address Self::Text(address.to_string().into()),
    Ipv6Addr => address Self::Text(address.to_string().into()),
    Network => network Self::Text(network.to_string().into()),
}

impl<'v, V: Into<Literal<'v>>> From<Vec<V>> for Literal<'v> {
    fn from(values: Vec<V>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}
