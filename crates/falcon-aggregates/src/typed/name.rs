//! [`IntoName`]: the names of aggregations.

use std::borrow::Cow;

/// A name of an aggregation: a string literal or an owned string.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a name of an aggregation",
    label = "expected a name",
    note = "the first argument is the name of the result: a string literal or a `String`"
)]
pub trait IntoName {
    /// Converts into the name.
    fn into_name(self) -> Cow<'static, str>;
}

#[diagnostic::do_not_recommend]
impl IntoName for &'static str {
    #[inline]
    fn into_name(self) -> Cow<'static, str> {
        Cow::Borrowed(self)
    }
}

#[diagnostic::do_not_recommend]
impl IntoName for String {
    fn into_name(self) -> Cow<'static, str> {
        Cow::Owned(self)
    }
}

#[diagnostic::do_not_recommend]
impl IntoName for Cow<'static, str> {
    fn into_name(self) -> Self {
        self
    }
}
