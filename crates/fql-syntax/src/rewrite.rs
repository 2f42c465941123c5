//! The same question asked in another way, for fields that do not take the way it was asked.

use crate::capability::Capability;
use crate::operator::{Comparison, Operator};
use crate::pattern;
use crate::tree::Clause;
use crate::value::{Value, ValueMatch};

impl Clause<'_> {
    /// The clause's question with one capability only, as close as that gets, in canonical text;
    /// `None` where there is nothing like it.
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
            (Comparison::Text | Comparison::TextWildcard, _) => self.text_match_by(capability),
            (Comparison::Equal, Capability::List) => match value {
                Value::List(_) => Some(self.canonical()),
                Value::Null | Value::Placeholder(_) => None,
                _ => Some(self.rewritten(&format!("[{}]", value.canonical()))),
            },
            (Comparison::Equal, Capability::Exact | Capability::Wildcard) => match value {
                Value::List(list) => self.any_of(list.iter(), capability),
                _ => self.one_by(value, capability),
            },
            (Comparison::Equal, Capability::Range) => match value {
                Value::List(_) | Value::Null | Value::Word(_) | Value::Placeholder(_) => None,
                _ => Some(self.equal_by_range(value)),
            },
            (Comparison::Wildcard, Capability::Wildcard) => Some(self.canonical()),
            (comparison, Capability::Range) if comparison.is_range() => Some(self.canonical()),
            _ => None,
        }
    }

    fn is_negated(&self) -> bool {
        self.operator().is_negated()
    }

    /// The property with a new operator and value; the negation stays.
    fn rewritten(&self, value: &str) -> String {
        let operator = Operator::new(Comparison::Equal).with_negation(self.is_negated());
        format!("{}:{operator}{value}", self.property())
    }

    /// Clauses for the values of a list: joined by `,`, or by `+` when the list is negated.
    fn any_of<'v>(
        &self,
        values: impl ExactSizeIterator<Item = Value<'v>>,
        capability: Capability,
    ) -> Option<String> {
        let several = values.len() > 1;
        let clauses: Option<Vec<String>> =
            values.map(|value| self.one_by(value, capability)).collect();
        let joined = clauses?.join(if self.is_negated() { "+" } else { "," });
        Some(if several {
            format!("({joined})")
        } else {
            joined
        })
    }

    /// A single value: a pattern by a wildcard, any other by an exact match.
    fn one_by(&self, value: Value<'_>, capability: Capability) -> Option<String> {
        let is_pattern = value.is_pattern();
        match capability {
            Capability::Exact if !is_pattern => Some(self.rewritten(&value.canonical())),
            // Whatever matches a pattern has a value.
            Capability::Wildcard if matches!(value, Value::Null | Value::Placeholder(_)) => None,
            Capability::Wildcard => {
                let source = match value.value_match() {
                    ValueMatch::Pattern(pattern) => pattern.into_owned(),
                    ValueMatch::Exact(text) => {
                        let mut escaped = String::new();
                        pattern::push_literal(&text, &mut escaped);
                        escaped
                    }
                };
                Some(self.by_pattern(&source))
            }
            _ => None,
        }
    }

    fn by_pattern(&self, source: &str) -> String {
        let operator = Operator::new(Comparison::Wildcard).with_negation(self.is_negated());
        let mut text = format!("{}:{operator}", self.property());
        crate::push_quoted(source, &mut text);
        text
    }

    /// `f:'x'` is `f:>='x'+f:<='x'`, and `f:!'x'` is `f:<'x',f:>'x'`.
    fn equal_by_range(&self, value: Value<'_>) -> String {
        let value = value.canonical();
        let property = self.property();
        if self.is_negated() {
            format!("({property}:<{value},{property}:>{value})")
        } else {
            format!("({property}:>={value}+{property}:<={value})")
        }
    }

    /// `~'x'` is close to a pattern that has `x` in it.
    fn text_match_by(&self, capability: Capability) -> Option<String> {
        let Value::String(text) = self.value() else {
            return None;
        };
        let value = text.value();
        match (self.operator().comparison(), capability) {
            (Comparison::Text, Capability::Wildcard) => {
                let mut source = String::from("*");
                pattern::push_literal(&value, &mut source);
                source.push('*');
                Some(self.by_pattern(&source))
            }
            (Comparison::TextWildcard, Capability::Wildcard) => Some(self.by_pattern(&value)),
            (Comparison::Text, Capability::Exact) => {
                Some(self.rewritten(&self.value().canonical()))
            }
            _ => None,
        }
    }
}
