//! Expressions that are the same for every clause, apart from their slots.

use std::sync::OnceLock;

/// The operands of a template in place of its slots. No operand of a dialect has such characters.
pub(super) const SLOTS: [&str; 5] = ["\u{1}", "\u{2}", "\u{3}", "\u{4}", "\u{5}"];

/// An expression with slots. Its regular expressions are formatted and quoted once for each dialect, which
/// takes most of the time of lowering a time or an address.
#[derive(Debug)]
pub(crate) struct Template {
    /// The text before a slot, and the slot.
    parts: Vec<(String, usize)>,
    end: String,
}

impl Template {
    /// Splits an expression at the [`SLOTS`].
    pub(super) fn new(expression: &str) -> Self {
        let mut parts = Vec::new();
        let mut before = String::new();
        for character in expression.chars() {
            match SLOTS.iter().position(|slot| slot.starts_with(character)) {
                Some(slot) => parts.push((std::mem::take(&mut before), slot)),
                None => before.push(character),
            }
        }
        Self { parts, end: before }
    }

    /// Returns the expression with these operands in its slots.
    pub(super) fn fill(&self, operands: &[&str]) -> String {
        let operand = |slot: usize| operands.get(slot).copied().unwrap_or_default();
        let length = |(before, slot): &(String, usize)| before.len() + operand(*slot).len();
        let length = self.parts.iter().map(length).sum::<usize>() + self.end.len();
        let mut expression = String::with_capacity(length);
        for (before, slot) in &self.parts {
            expression.push_str(before);
            expression.push_str(operand(*slot));
        }
        expression.push_str(&self.end);
        expression
    }
}

/// The templates of a dialect, created when they are first used.
#[derive(Debug)]
pub(crate) struct Templates {
    pub(super) time: LazyTemplate,
    pub(super) address: LazyTemplate,
    pub(super) number: LazyTemplate,
    pub(super) digits: LazyTemplate,
    pub(super) real: LazyTemplate,
    /// The range of all finite numbers.
    pub(super) finite: LazyTemplate,
    /// `None` if the dialect has none.
    pub(super) real_text: OnceLock<Option<Template>>,
}

impl Templates {
    pub(super) const fn new() -> Self {
        Self {
            time: LazyTemplate(OnceLock::new()),
            address: LazyTemplate(OnceLock::new()),
            number: LazyTemplate(OnceLock::new()),
            digits: LazyTemplate(OnceLock::new()),
            real: LazyTemplate(OnceLock::new()),
            finite: LazyTemplate(OnceLock::new()),
            real_text: OnceLock::new(),
        }
    }
}

#[derive(Debug)]
pub(super) struct LazyTemplate(OnceLock<Template>);

impl LazyTemplate {
    /// Returns the template of an expression.
    pub(super) fn get(&self, expression: impl FnOnce() -> String) -> &Template {
        self.0.get_or_init(|| Template::new(&expression()))
    }
}
