//! Equivalents of a clause for fields that do not support the match it requires.

use crate::ast::literal::{Value, ValueMatch};
use crate::ast::operator::{Comparison, Operator};
use crate::ast::tree::Clause;
use crate::capability::Capability;
use crate::escape::push_quoted;
use crate::pattern::push_literal;

impl Clause<'_> {
    /// Rewrites the clause so that it requires only one capability. Returns the canonical text of
    /// the closest filter, or `None` if there is none.
    ///
    /// ```
    /// use fql_syntax::Capability;
    ///
    /// let tree = fql_syntax::parse("ip:!['a','b']")?;
    /// let clause = tree.clauses().next().expect("one clause");
    /// assert_eq!(clause.rewrite_as(Capability::Exact).as_deref(), Some("(ip:!'a'+ip:!'b')"));
    /// # Ok::<(), fql_syntax::Report>(())
    /// ```
    #[must_use]
    pub fn rewrite_as(&self, capability: Capability) -> Option<String> {
        let value = self.value();
        match (self.operator().comparison(), capability) {
            (Comparison::Text | Comparison::TextWildcard, _) => self.text_match_as(capability),
            (Comparison::Equal, Capability::List) => match value {
                Value::List(_) => Some(self.canonical()),
                Value::Null | Value::Placeholder(_) => None,
                // A list with a pattern requires wildcards, too.
                _ if value.is_pattern() => None,
                _ => Some(self.with_value(&format!("[{}]", value.canonical()))),
            },
            (Comparison::Equal, Capability::Exact | Capability::Wildcard) => match value {
                Value::List(list) => self.list_as(list.iter(), capability),
                _ => self.value_as(value, capability),
            },
            (Comparison::Equal, Capability::Range) => match value {
                Value::List(_) | Value::Null | Value::Word(_) | Value::Placeholder(_) => None,
                _ => Some(self.equality_as_range(value)),
            },
            (Comparison::Equal, Capability::TextMatch) => match value {
                Value::String(_) if !value.is_pattern() => Some(self.equality_as_text_match(value)),
                _ => None,
            },
            (Comparison::Wildcard, Capability::Wildcard) => Some(self.canonical()),
            (comparison, Capability::Range) if comparison.is_range() => Some(self.canonical()),
            _ => None,
        }
    }

    fn is_negated(&self) -> bool {
        self.operator().is_negated()
    }

    /// An equality with another value, negated as the clause is.
    fn with_value(&self, value: &str) -> String {
        let operator = Operator::new(Comparison::Equal).with_negation(self.is_negated());
        format!("{}:{operator}{value}", self.property())
    }

    /// One clause per value of a list, joined by `,`, or by `+` if the list is negated.
    fn list_as<'v>(
        &self,
        values: impl ExactSizeIterator<Item = Value<'v>>,
        capability: Capability,
    ) -> Option<String> {
        let is_group = values.len() > 1;
        let clauses: Option<Vec<String>> = values
            .map(|value| self.value_as(value, capability))
            .collect();
        let joined = clauses?.join(if self.is_negated() { "+" } else { "," });
        Some(if is_group {
            format!("({joined})")
        } else {
            joined
        })
    }

    /// One value by an exact match or by a wildcard match.
    fn value_as(&self, value: Value<'_>, capability: Capability) -> Option<String> {
        match capability {
            Capability::Exact if !value.is_pattern() => Some(self.with_value(&value.canonical())),
            // A pattern matches only fields that have a value.
            Capability::Wildcard if matches!(value, Value::Null | Value::Placeholder(_)) => None,
            Capability::Wildcard => {
                let pattern = match value.value_match() {
                    ValueMatch::Pattern(pattern) => pattern.into_owned(),
                    ValueMatch::Exact(string) => {
                        let mut literal = String::new();
                        push_literal(&string, &mut literal);
                        literal
                    }
                };
                Some(self.with_pattern(&pattern))
            }
            _ => None,
        }
    }

    fn with_pattern(&self, pattern: &str) -> String {
        let operator = Operator::new(Comparison::Wildcard).with_negation(self.is_negated());
        let mut clause = format!("{}:{operator}", self.property());
        push_quoted(pattern, &mut clause);
        clause
    }

    /// `f:'x'` is `f:>='x'+f:<='x'`, and `f:!'x'` is `f:<'x',f:>'x'`.
    fn equality_as_range(&self, value: Value<'_>) -> String {
        let value = value.canonical();
        let property = self.property();
        if self.is_negated() {
            format!("({property}:<{value},{property}:>{value})")
        } else {
            format!("({property}:>={value}+{property}:<={value})")
        }
    }

    /// `~'x'` also matches longer values than `'x'`.
    fn equality_as_text_match(&self, value: Value<'_>) -> String {
        let operator = Operator::new(Comparison::Text).with_negation(self.is_negated());
        format!("{}:{operator}{}", self.property(), value.canonical())
    }

    /// `~'x'` is close to the pattern `*x*`.
    fn text_match_as(&self, capability: Capability) -> Option<String> {
        let Value::String(literal) = self.value() else {
            return None;
        };
        let value = literal.value();
        match (self.operator().comparison(), capability) {
            (Comparison::Text, Capability::Wildcard) => {
                let mut pattern = String::from("*");
                push_literal(&value, &mut pattern);
                pattern.push('*');
                Some(self.with_pattern(&pattern))
            }
            (Comparison::TextWildcard, Capability::Wildcard) => Some(self.with_pattern(&value)),
            (Comparison::Text, Capability::Exact) => {
                Some(self.with_value(&self.value().canonical()))
            }
            _ => None,
        }
    }
}
