//! One finding about a filter's text: what, where, and what to write instead.

use std::borrow::Cow;
use std::fmt;

use crate::code::{Code, Severity};
use crate::span::Span;

/// A finding about a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    code: Code,
    span: Span,
    message: Cow<'static, str>,
    help: Cow<'static, str>,
    fix: Option<Fix>,
}

impl Diagnostic {
    /// A finding at `span`. The message says what is wrong and the help what to write instead:
    /// in lower case, user text in backticks, without a full stop.
    #[must_use]
    pub fn new(
        code: Code,
        span: Span,
        message: impl Into<Cow<'static, str>>,
        help: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            code,
            span,
            message: message.into(),
            help: help.into(),
            fix: None,
        }
    }

    /// Adds a change of the text that is sure to give what was meant.
    #[must_use]
    pub fn with_fix(self, fix: Fix) -> Self {
        Self {
            fix: Some(fix),
            ..self
        }
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// Whether the filter is still valid.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// Where the finding is, in bytes.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to write instead.
    #[must_use]
    pub fn help(&self) -> &str {
        &self.help
    }

    /// A change of the text that is sure to give what was meant, if there is one.
    #[must_use]
    pub fn fix(&self) -> Option<&Fix> {
        self.fix.as_ref()
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.code, self.message, self.help)
    }
}

/// Edits of a text that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fix {
    edits: Vec<Edit>,
}

impl Fix {
    /// Puts `replacement` in the place of `span`.
    #[must_use]
    pub fn replace(span: Span, replacement: impl Into<String>) -> Self {
        Self::default().and_replace(span, replacement)
    }

    /// One more replacement, of another place.
    #[must_use]
    pub fn and_replace(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.edits.push(Edit {
            span,
            replacement: replacement.into(),
        });
        self.edits.sort_by_key(|edit| edit.span);
        self
    }

    /// The edits, in the order of the text.
    #[must_use]
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }
}

/// One replacement in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    span: Span,
    replacement: String,
}

impl Edit {
    /// What is replaced; empty where something is put in.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// What stands there afterwards.
    #[must_use]
    pub fn replacement(&self) -> &str {
        &self.replacement
    }
}

/// Applies the fixes of `diagnostics` to `text`: each as a whole or not at all, and none that
/// overlaps one applied before it. Returns `None` when there is nothing to apply.
///
/// ```
/// let text = "status='open' AND port:22";
/// let report = fql_syntax::parse(text).unwrap_err();
/// let fixed = fql_syntax::apply_fixes(text, report.diagnostics());
/// assert_eq!(fixed.as_deref(), Some("status:'open'+port:22"));
/// ```
#[must_use]
pub fn apply_fixes<'d>(
    text: &str,
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
) -> Option<String> {
    let mut edits: Vec<&Edit> = Vec::new();
    for fix in diagnostics.into_iter().filter_map(Diagnostic::fix) {
        let before = edits.len();
        for edit in &fix.edits {
            if fits(text, edit, &edits) {
                edits.push(edit);
            }
        }
        if edits.len() < before + fix.edits.len() {
            edits.truncate(before);
        }
    }
    if edits.is_empty() {
        return None;
    }
    edits.sort_by_key(|edit| edit.span);
    let mut fixed = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        fixed.push_str(&text[done..edit.span.start()]);
        fixed.push_str(&edit.replacement);
        done = edit.span.end();
    }
    fixed.push_str(&text[done..]);
    Some(fixed)
}

fn fits(text: &str, edit: &Edit, taken: &[&Edit]) -> bool {
    text.get(edit.span.range()).is_some()
        && taken.iter().all(|other| {
            let apart =
                edit.span.end() <= other.span.start() || other.span.end() <= edit.span.start();
            // Two that put something in the same place would depend on their order.
            apart && edit.span != other.span
        })
}
