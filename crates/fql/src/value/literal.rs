//! Values whose type is known only at run time.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZero;
use std::rc::Rc;
use std::sync::Arc;
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

macro_rules! strings {
    ($($type:ty => $string:ident $text:expr),* $(,)?) => { $(
        impl<'v> From<$type> for Literal<'v> {
            fn from($string: $type) -> Self {
                Self::Text($text.into())
            }
        }
    )* };
}

strings! {
    &'v str => string string,
    &&'v str => string *string,
    String => string string,
    &'v String => string string,
    Cow<'v, str> => string string,
    Box<str> => string String::from(string),
    &'v Box<str> => string &**string,
    Rc<str> => string String::from(&*string),
    &'v Rc<str> => string &**string,
    Arc<str> => string String::from(&*string),
    &'v Arc<str> => string &**string,
    char => string string.to_string(),
}

macro_rules! literals {
    ($($type:ty => $value:ident $literal:expr),* $(,)?) => { $(
        impl From<$type> for Literal<'_> {
            fn from($value: $type) -> Self {
                $literal
            }
        }

        impl From<&$type> for Literal<'_> {
            fn from(value: &$type) -> Self {
                value.clone().into()
            }
        }
    )* };
}

macro_rules! integers {
    ($($type:ty)*) => { literals! { $(
        $type => number Self::Integer(number as i128),
        NonZero<$type> => number Self::Integer(number.get() as i128),
    )* } };
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

#[cfg(feature = "jiff")]
literals! { jiff::Timestamp => time Self::Timestamp(time.into()) }

#[cfg(feature = "chrono")]
impl<Z: chrono::TimeZone> From<chrono::DateTime<Z>> for Literal<'_> {
    fn from(time: chrono::DateTime<Z>) -> Self {
        Self::Timestamp(time.into())
    }
}

impl<'v, V: Into<Literal<'v>>> From<Vec<V>> for Literal<'v> {
    fn from(values: Vec<V>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

impl<'v, V: Into<Literal<'v>>, const N: usize> From<[V; N]> for Literal<'v> {
    fn from(values: [V; N]) -> Self {
        Self::List(values.map(Into::into).into())
    }
}

impl<'v, V: Clone + Into<Literal<'v>>> From<&[V]> for Literal<'v> {
    fn from(values: &[V]) -> Self {
        values.to_vec().into()
    }
}

impl<'v, V: Clone + Into<Literal<'v>>> From<&Vec<V>> for Literal<'v> {
    fn from(values: &Vec<V>) -> Self {
        values.clone().into()
    }
}
