//! Tests of one value, in any dialect.

use std::collections::BTreeMap;

use super::Syntax;
use super::syntax::JsonValue;
use crate::Param;
use crate::test::{Order, Test, TextTest, TimeColumn};

/// Writes expressions, with literals or with parameters.
pub(crate) struct Writer<'s> {
    pub(crate) syntax: &'s dyn Syntax,
    /// The values so far, or `None` if they are literals.
    params: Option<Vec<Param>>,
    variables: usize,
}

/// An expression for one value, and the type of the value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Value<'e> {
    pub(crate) expression: &'e str,
    pub(crate) json_type: JsonValue,
}

/// The reason why a test has no faithful form in the dialect.
pub(crate) type Unsupported = &'static str;

impl<'s> Writer<'s> {
    pub(crate) fn new(syntax: &'s dyn Syntax, has_params: bool) -> Self {
        Self {
            syntax,
            params: has_params.then(Vec::new),
            variables: 0,
        }
    }

    pub(crate) fn into_params(self) -> Vec<Param> {
        self.params.unwrap_or_default()
    }

    /// Returns a name that no other variable of the expression has. A column or table with the name would hide
    /// it in some engines, hence the prefix.
    pub(crate) fn variable(&mut self) -> String {
        self.variables += 1;
        format!("fql_{}", self.variables)
    }

    /// Writes a value of the filter.
    pub(super) fn value(&mut self, param: Param) -> String {
        match &mut self.params {
            Some(params) => {
                let placeholder = self.syntax.placeholder(params.len() + 1, &param);
                params.push(param);
                placeholder
            }
            None => match &param {
                Param::Text(text) => self.syntax.string(text),
                Param::Integer(integer) => self.syntax.integer(*integer),
                Param::Real(real) => self.syntax.real(*real),
            },
        }
    }

    pub(super) fn text(&mut self, text: impl Into<String>) -> String {
        self.value(Param::Text(text.into()))
    }

    /// Writes the test of a value that is not null. The result is null for a null value.
    pub(crate) fn test(&mut self, test: &Test, value: Value<'_>) -> Result<String, Unsupported> {
        let x = value.expression;
        Ok(match test {
            Test::Never => String::from("FALSE"),
            Test::Always => format!("{x} IS NOT NULL"),
            Test::AnyOf(tests) => {
                let tests: Result<Vec<String>, Unsupported> =
                    tests.iter().map(|test| self.test(test, value)).collect();
                format!("({})", tests?.join(" OR "))
            }
            Test::Boolean(true) => x.to_owned(),
            Test::Boolean(false) => format!("(NOT {x})"),
            Test::IntegerIn(integers) => {
                let values = integers.iter().map(|integer| Param::Integer(*integer));
                self.equals_any(x, values)
            }
            Test::IntegerOrder(order, integer) => {
                let integer = self.value(Param::Integer(*integer));
                format!("{x} {} {integer}", order.symbol())
            }
            Test::RealOrder(order, real) => {
                let real = self.value(Param::Real(*real));
                format!("{x} {} {real}", order.symbol())
            }
            Test::RealBetween(first, last) => self.real_between(x, *first, *last),
            Test::TimeBetween(column, first, last) if first == last => {
                format!("{x} = {}", self.time(*column, *first)?)
            }
            Test::TimeBetween(column, first, last) => {
                let first = self.time(*column, *first)?;
                format!("{x} BETWEEN {first} AND {}", self.time(*column, *last)?)
            }
            Test::SignedZero { is_negative } => {
                let sign = if *is_negative { "" } else { "NOT " };
                let text = self.syntax.to_text(x);
                format!(
                    "({x} = {} AND {text} {sign}LIKE '-%')",
                    self.syntax.real(0.0)
                )
            }
            Test::Text(test) => {
                let text = match value.json_type {
                    JsonValue::Text => x.to_owned(),
                    JsonValue::Integer => self.syntax.to_text(x),
                    JsonValue::Real => self
                        .syntax
                        .real_text(x)
                        .ok_or("fractional numbers have no exact text")?,
                    JsonValue::Boolean => return Ok(String::from("FALSE")),
                };
                let test = self.text_test(test, &text)?;
                match value.json_type {
                    JsonValue::Real => {
                        format!("({test} AND {})", self.real_between(x, f64::MIN, f64::MAX))
                    }
                    _ => test,
                }
            }
        })
    }

    /// Writes `=` or `IN`.
    fn equals_any(&mut self, x: &str, values: impl Iterator<Item = Param>) -> String {
        let values: Vec<String> = values.map(|value| self.value(value)).collect();
        match values.as_slice() {
            [value] => format!("{x} = {value}"),
            values => format!("{x} IN ({})", values.join(", ")),
        }
    }

    fn real_between(&mut self, x: &str, first: f64, last: f64) -> String {
        let mut test = self.real_range(first, last);
        test.insert_str(0, x);
        test
    }

    /// Writes `=` or `BETWEEN` after a number.
    pub(super) fn real_range(&mut self, first: f64, last: f64) -> String {
        if first == 0.0 && last == 0.0 {
            // ClickHouse turns equalities into a set, in which `-0.0` does not equal `0.0`.
            let zero = self.syntax.real(0.0);
            return format!(" BETWEEN {zero} AND {zero}");
        }
        if first == last {
            return format!(" = {}", self.value(Param::Real(first)));
        }
        let [first, last] = [first, last].map(|bound| match bound {
            // Infinities and `NaN` are outside of the bounds.
            f64::MIN | f64::MAX => self.syntax.real(bound),
            bound => self.value(Param::Real(bound)),
        });
        format!(" BETWEEN {first} AND {last}")
    }

    /// Writes a time of a column.
    fn time(&mut self, column: TimeColumn, count: i64) -> Result<String, Unsupported> {
        let param = self.syntax.time_param(column, count);
        let value = self.value(param);
        let time = self.syntax.time(&value, column);
        time.ok_or("the dialect does not compare nanoseconds exactly; use a column of microseconds")
    }

    fn text_test(&mut self, test: &TextTest, x: &str) -> Result<String, Unsupported> {
        Ok(match test {
            TextTest::In(strings) => {
                let rejects_nul = self.syntax.rejects_nul();
                let strings: Vec<&String> = strings
                    .iter()
                    .filter(|string| !(rejects_nul && string.contains('\0')))
                    .collect();
                if strings.is_empty() {
                    return Ok(String::from("FALSE"));
                }
                let strings = strings.into_iter();
                self.equals_any(x, strings.map(|string| Param::Text(string.clone())))
            }
            TextTest::Like(literals) => {
                if self.syntax.rejects_nul() && literals.iter().any(|text| text.contains('\0')) {
                    return Ok(String::from("FALSE"));
                }
                let escape = self.syntax.like_escape();
                let mut pattern = String::new();
                for (index, literal) in literals.iter().enumerate() {
                    if index > 0 {
                        pattern.push('%');
                    }
                    for character in literal.chars() {
                        if matches!(character, '%' | '_') || character == escape {
                            pattern.push(escape);
                        }
                        pattern.push(character);
                    }
                }
                let pattern = self.text(pattern);
                self.syntax.like(x, &pattern)
            }
            TextTest::Folded(replacements, test) => {
                let folded = self.folded(replacements, x);
                self.text_test(test, &folded)?
            }
            TextTest::Number(integer, real) => self.number_test(integer.as_ref(), *real, x),
            TextTest::Time(order, instant) => self.time_test(*order, *instant, x),
            TextTest::Address(range) => self.address_test(*range, x),
        })
    }

    /// Writes the replacements of characters, which are constants of the lowering and not values of the filter.
    ///
    /// For a source that is replaced by several characters, a regular expression appends all but the first.
    /// A call for each suffix nests less than one for each source, and engines limit nesting.
    fn folded(&self, replacements: &[(char, String)], x: &str) -> String {
        let (mut from, mut to) = (String::new(), String::new());
        let mut suffixes: BTreeMap<&str, String> = BTreeMap::new();
        for (source, target) in replacements {
            let Some(first) = target.chars().next() else {
                continue;
            };
            from.push(*source);
            to.push(first);
            let suffix = &target[first.len_utf8()..];
            if !suffix.is_empty() {
                suffixes.entry(suffix).or_default().push(*source);
            }
        }
        let mut text = x.to_owned();
        for (suffix, sources) in suffixes {
            let (regex, replacement) = (format!("([{sources}])"), format!(r"\1{suffix}"));
            text = self.syntax.regex_replace(&text, &regex, &replacement);
        }
        let [from, to] = [from, to].map(|text| self.syntax.string(&text));
        self.syntax.translate(&text, &from, &to)
    }

    /// Writes the comparison of a text that is sorted by its bytes.
    pub(super) fn compare_text(&mut self, x: &str, order: Order, text: String) -> String {
        let text = self.text(text);
        format!("{} {} {text}", self.syntax.collated(x), order.symbol())
    }
}
