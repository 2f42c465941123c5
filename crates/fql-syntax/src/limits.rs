//! Limits of the parser.

use crate::diagnostics::report::MAX_DIAGNOSTICS;

/// Limits of the parser, which bound the cost of hostile input.
///
/// ```
/// use fql_syntax::Limits;
///
/// let limits = Limits::DEFAULT.with_max_len(2_000).with_max_nesting(16);
/// assert!(fql_syntax::parse_with("(port:22)", &limits).tree().is_some());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The maximum length of a filter in bytes: 1 MiB by default, 4 GiB at most.
    pub max_len: usize,
    /// The maximum number of parentheses open at once: 128 by default.
    pub max_nesting: usize,
    /// The number of properties beyond which a filter gets a warning: 20 by default, as
    /// documented.
    pub max_properties: usize,
    /// The maximum number of diagnostics that are kept; the others are counted. 100 by default.
    pub max_diagnostics: usize,
    /// Rejects a filter that has only warnings, too: `false` by default.
    pub deny_warnings: bool,
}

impl Limits {
    /// The default: 1 MiB, 128 levels, 20 properties, 100 diagnostics.
    pub const DEFAULT: Self = Self {
        max_len: 1 << 20,
        max_nesting: 128,
        max_properties: 20,
        max_diagnostics: MAX_DIAGNOSTICS,
        deny_warnings: false,
    };

    /// No limits of the length and the nesting except memory, and no warning about properties, for
    /// filters from a trusted program.
    pub const TRUSTED: Self = Self {
        max_len: u32::MAX as usize,
        max_nesting: usize::MAX,
        max_properties: usize::MAX,
        max_diagnostics: MAX_DIAGNOSTICS,
        deny_warnings: false,
    };

    /// Sets the maximum length of a filter in bytes.
    #[must_use]
    pub const fn with_max_len(self, max_len: usize) -> Self {
        Self { max_len, ..self }
    }

    /// Sets the maximum number of parentheses open at once.
    #[must_use]
    pub const fn with_max_nesting(self, max_nesting: usize) -> Self {
        Self {
            max_nesting,
            ..self
        }
    }

    /// Sets the number of properties beyond which a filter gets a warning.
    #[must_use]
    pub const fn with_max_properties(self, max_properties: usize) -> Self {
        Self {
            max_properties,
            ..self
        }
    }

    /// Sets the maximum number of diagnostics that are kept.
    #[must_use]
    pub const fn with_max_diagnostics(self, max_diagnostics: usize) -> Self {
        Self {
            max_diagnostics,
            ..self
        }
    }

    /// Rejects filters that have only warnings, as `fql check --strict` does. The diagnostics keep their
    /// severity.
    ///
    /// ```
    /// use fql_syntax::Limits;
    ///
    /// let strict = Limits::DEFAULT.with_deny_warnings(true);
    /// assert!(fql_syntax::parse_with("!(a:1)", &Limits::DEFAULT).tree().is_some());
    /// assert!(fql_syntax::parse_with("!(a:1)", &strict).tree().is_none());
    /// ```
    #[must_use]
    pub const fn with_deny_warnings(self, deny_warnings: bool) -> Self {
        Self {
            deny_warnings,
            ..self
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
