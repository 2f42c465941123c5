//! The strings of a collection's table, as slices of one literal.

use std::collections::HashMap;

use crate::literal;

/// The strings of a table.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    /// The offsets of the strings.
    offsets: HashMap<String, usize>,
}

impl Strings {
    /// Returns the expression of a string in the scope of [`items`](Self::items).
    pub(super) fn expression(&mut self, string: &str) -> String {
        if string.is_empty() {
            return "\"\"".to_owned();
        }
        let offset = match self.offsets.get(string) {
            Some(offset) => *offset,
            None => {
                let offset = self.text.find(string).unwrap_or_else(|| {
                    self.text.push_str(string);
                    self.text.len() - string.len()
                });
                self.offsets.insert(string.to_owned(), offset);
                offset
            }
        };
        format!(
            "::fql::__private::slice(__TEXT, {offset}, {})",
            string.len()
        )
    }

    /// Returns the expressions of strings, each with a comma.
    pub(super) fn expressions(&mut self, strings: &[String]) -> String {
        let expressions = strings.iter().map(|string| self.expression(string) + ",");
        expressions.collect()
    }

    /// Returns the items that the expressions use.
    pub(super) fn items(&self) -> String {
        format!("const __TEXT: &str = {};", literal::quote(&self.text))
    }
}

/// Expressions without duplicates.
#[derive(Default)]
pub(super) struct Expressions {
    numbers: HashMap<String, usize>,
    all: Vec<String>,
}

impl Expressions {
    /// Returns the number of an expression.
    pub(super) fn number(&mut self, expression: String) -> usize {
        if let Some(number) = self.numbers.get(&expression) {
            return *number;
        }
        let number = self.all.len();
        self.all.push(expression.clone());
        self.numbers.insert(expression, number);
        number
    }

    /// Returns the expressions as those of an array.
    pub(super) fn join(&self) -> String {
        self.all.join(",")
    }
}
