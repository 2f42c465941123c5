//! A problem of a filter, and the edits that fix it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use crate::ast::span::Span;
use crate::capability::Capability;
use crate::diagnostics::code::{Code, Severity};

/// A problem of a filter: its code and span, a message, help, and a fix if one is certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    code: Code,
    span: Span,
    message: Cow<'static, str>,
    help: Cow<'static, str>,
    fix: Option<Fix>,
    /// The property on whose type the fix depends.
    depends_on: Option<Span>,
    alternative: Option<Box<AlternativeHelp>>,
}

/// The help for a property that does not support what the help of a diagnostic suggests.
#[derive(Debug, Clone, PartialEq, Eq)]
struct AlternativeHelp {
    property: Span,
    capability: Capability,
    help: String,
}

impl Diagnostic {
    /// Creates a diagnostic. The message states the problem and the help suggests what to do, both
    /// in lower case, with input in backticks, without a final period.
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
            depends_on: None,
            alternative: None,
        }
    }

    /// Adds a fix. It must certainly produce the intended filter.
    #[must_use]
    pub fn with_fix(self, fix: Fix) -> Self {
        Self {
            fix: Some(fix),
            ..self
        }
    }

    /// Adds a fix that is certain only if the type of `property` is compared by order: numbers, times
    /// and addresses. The parser does not know types, so that [`fix`](Self::fix) does not return the fix
    /// before [`with_certain_type`](Self::with_certain_type).
    #[must_use]
    pub(crate) fn with_fix_for_ranges(self, property: Span, fix: Fix) -> Self {
        Self {
            depends_on: Some(property),
            ..self.with_fix(fix)
        }
    }

    /// Makes a fix available that depends on a type, after the type was checked.
    #[must_use]
    pub fn with_certain_type(self) -> Self {
        Self {
            depends_on: None,
            ..self
        }
    }

    /// Adds the help for a `property` that does not support `capability`, which the filter of the help
    /// requires. The parser does not know the capabilities of properties.
    #[must_use]
    pub(crate) fn with_help_without(
        self,
        property: Span,
        capability: Capability,
        help: String,
    ) -> Self {
        let alternative = AlternativeHelp {
            property,
            capability,
            help,
        };
        Self {
            alternative: Some(Box::new(alternative)),
            ..self
        }
    }

    /// Returns the property whose capabilities decide if the help is useful, and the capability that the
    /// filter of the help requires; `None` for most diagnostics, whose help requires none.
    #[must_use]
    pub fn help_requirement(&self) -> Option<(Span, Capability)> {
        let alternative = self.alternative.as_ref()?;
        Some((alternative.property, alternative.capability))
    }

    /// Replaces the help by the one for a property that does not support its
    /// [requirement](Self::help_requirement), if there is one.
    #[must_use]
    pub fn with_alternative_help(mut self) -> Self {
        match self.alternative.take() {
            Some(alternative) => self.with_help(alternative.help),
            None => self,
        }
    }

    /// Replaces the help.
    #[must_use]
    pub fn with_help(self, help: impl Into<Cow<'static, str>>) -> Self {
        Self {
            help: help.into(),
            alternative: None,
            ..self
        }
    }

    /// Removes the fix.
    #[must_use]
    pub fn without_fix(self) -> Self {
        Self { fix: None, ..self }
    }

    /// Returns the stable code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// Returns the severity of the code.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// Returns the span of the problem in bytes.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// Returns the description of the problem.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns the suggested solution.
    #[must_use]
    pub fn help(&self) -> &str {
        &self.help
    }

    /// Returns the edits that fix the problem, if the intended filter is certain.
    #[must_use]
    pub fn fix(&self) -> Option<&Fix> {
        self.fix.as_ref().filter(|_| self.depends_on.is_none())
    }

    /// Returns the property whose type decides if the diagnostic has a fix: it has one if the values are
    /// numbers, times or addresses.
    #[must_use]
    pub fn undecided_property(&self) -> Option<Span> {
        self.depends_on
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.code, self.message, self.help)
    }
}

/// Edits that together fix a problem.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fix {
    edits: Vec<Edit>,
}

impl Fix {
    /// Creates a fix that replaces the source in `span`.
    #[must_use]
    pub fn replace(span: Span, replacement: impl Into<String>) -> Self {
        Self::default().and_replace(span, replacement)
    }

    /// Adds a replacement in another span.
    #[must_use]
    pub fn and_replace(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.edits.push(Edit {
            span,
            replacement: replacement.into(),
        });
        self.edits.sort_by_key(|edit| edit.span);
        self
    }

    /// Returns the edits in the order of the source.
    #[must_use]
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }
}

/// The replacement of one span of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    span: Span,
    replacement: String,
}

impl Edit {
    /// Returns the span to replace, which is empty for an insertion.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// Returns the replacement.
    #[must_use]
    pub fn replacement(&self) -> &str {
        &self.replacement
    }
}

/// Applies the fixes of `diagnostics` to `source`: each as a whole or not at all, and none that
/// overlaps one applied before it. Returns `None` if no fix was applied.
///
/// ```
/// let source = "status='open' AND port:22";
/// let report = fql_syntax::parse(source).unwrap_err();
/// let fixed = fql_syntax::apply_fixes(source, report.diagnostics());
/// assert_eq!(fixed.as_deref(), Some("status:'open'+port:22"));
/// ```
#[must_use]
pub fn apply_fixes<'d>(
    source: &str,
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
) -> Option<String> {
    apply_fixes_with_spans(source, diagnostics).map(|(fixed, _)| fixed)
}

/// Applies fixes as [`apply_fixes`] does. Also returns the spans of the replacements in the result,
/// each with the index of its diagnostic, in the order of the source.
#[must_use]
pub fn apply_fixes_with_spans<'d>(
    source: &str,
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
) -> Option<(String, Vec<(usize, Span)>)> {
    // Edits by the start and the end of their spans.
    let mut accepted: BTreeMap<(usize, usize), (usize, &Edit)> = BTreeMap::new();
    for (index, diagnostic) in diagnostics.into_iter().enumerate() {
        let Some(fix) = diagnostic.fix() else {
            continue;
        };
        let key = |edit: &Edit| (edit.span.start(), edit.span.end());
        let applied = fix
            .edits
            .iter()
            .take_while(|edit| {
                let is_applicable = is_applicable(source, edit, &accepted);
                if is_applicable {
                    accepted.insert(key(edit), (index, edit));
                }
                is_applicable
            })
            .count();
        if applied < fix.edits.len() {
            for edit in &fix.edits[..applied] {
                accepted.remove(&key(edit));
            }
        }
    }
    if accepted.is_empty() {
        return None;
    }
    let mut fixed = String::with_capacity(source.len());
    let mut spans = Vec::with_capacity(accepted.len());
    let mut copied = 0;
    for (index, edit) in accepted.into_values() {
        fixed.push_str(&source[copied..edit.span.start()]);
        let start = fixed.len();
        fixed.push_str(&edit.replacement);
        spans.push((index, Span::new(start, fixed.len())));
        copied = edit.span.end();
    }
    fixed.push_str(&source[copied..]);
    Some((fixed, spans))
}

/// Returns `true` if the edit overlaps none of the accepted ones. The result of two insertions at one
/// offset would depend on their order.
fn is_applicable(
    source: &str,
    edit: &Edit,
    accepted: &BTreeMap<(usize, usize), (usize, &Edit)>,
) -> bool {
    let (start, end) = (edit.span.start(), edit.span.end());
    let before = accepted.range(..=(start, end)).next_back();
    let after = accepted.range((start, end)..).next();
    source.get(edit.span.range()).is_some()
        && before.is_none_or(|((_, before), _)| *before <= start)
        && after.is_none_or(|((after, _), _)| end <= *after)
        && !accepted.contains_key(&(start, end))
}
