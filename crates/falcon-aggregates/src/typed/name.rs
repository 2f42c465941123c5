//! The names of aggregations.

use std::borrow::Cow;

/// A name for the answer of an aggregation: a literal, or a text that is owned.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no name of an aggregation",
    label = "not a name",
    note = "the name comes first, under which the answer is found: a literal, or a `String`"
)]
pub trait IntoName {
    /// The name.
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
