//! Patterns.

use fql_syntax::Pattern;

use super::escape;

/// A pattern for a wildcard match: a string literal, or a [`Pattern`].
///
/// An untrusted string is not a pattern, because its `*` would become wildcards.
#[diagnostic::on_unimplemented(
    message = "expected a pattern, found `{Self}`",
    note = "a pattern is a string literal or a `Pattern`; use `starts_with`, `ends_with`, `contains` or \
            `Pattern::literal` for other strings"
)]
pub trait IntoPattern: sealed::IntoPattern {
    /// Appends the pattern and the closing quote.
    #[doc(hidden)]
    fn push_pattern(self, out: &mut String);
}

mod sealed {
    pub trait IntoPattern {}
}

impl sealed::IntoPattern for &'static str {}
impl sealed::IntoPattern for Pattern {}
impl sealed::IntoPattern for &Pattern {}

#[diagnostic::do_not_recommend]
impl IntoPattern for &'static str {
    // Inlined: the scan of a literal folds away.
    #[inline(always)]
    fn push_pattern(self, out: &mut String) {
        escape::push_constant_pattern(out, self);
    }
}

#[diagnostic::do_not_recommend]
impl IntoPattern for &Pattern {
    #[inline(never)]
    fn push_pattern(self, out: &mut String) {
        escape::push_pattern(out, self.as_str());
    }
}

#[diagnostic::do_not_recommend]
impl IntoPattern for Pattern {
    #[inline(always)]
    fn push_pattern(self, out: &mut String) {
        (&self).push_pattern(out);
    }
}
