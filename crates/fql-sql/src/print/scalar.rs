//! Tests of one value, in any dialect.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Syntax;
use super::syntax::JsonValue;
use super::template::{SLOTS, Template};
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
        sql!("fql_", self.variables.to_string())
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

    pub(super) fn text(&mut self, text: &str) -> String {
        match self.params {
            Some(_) => self.value(Param::Text(text.to_owned())),
            None => self.syntax.string(text),
        }
    }

    /// Writes the test of a value that is not null. The result is null for a null value.
    pub(crate) fn test(&mut self, test: &Test, value: Value<'_>) -> Result<String, Unsupported> {
        let x = value.expression;
        Ok(match test {
            Test::Never => String::from("FALSE"),
            Test::Always => sql!(x, " IS NOT NULL"),
            Test::AnyOf(tests) => {
                let tests: Result<Vec<String>, Unsupported> =
                    tests.iter().map(|test| self.test(test, value)).collect();
                sql!("(", tests?.join(" OR "), ")")
            }
            Test::Boolean(true) => x.to_owned(),
            Test::Boolean(false) => sql!("(NOT ", x, ")"),
            Test::IntegerIn(integers) => {
                let values = integers.iter().map(|integer| Param::Integer(*integer));
                let values: Vec<String> = values.map(|value| self.value(value)).collect();
                equals_any(x, &values)
            }
            Test::IntegerOrder(order, integer) => {
                let integer = self.value(Param::Integer(*integer));
                sql!(x, " ", order.symbol(), " ", integer)
            }
            Test::RealOrder(order, real) => {
                let real = self.value(Param::Real(*real));
                sql!(x, " ", order.symbol(), " ", real)
            }
            Test::RealBetween(first, last) => sql!(x, self.real_range(*first, *last)),
            Test::TimeBetween(column, first, last) if first == last => {
                sql!(x, " = ", self.time(*column, *first)?)
            }
            Test::TimeBetween(column, first, last) => {
                let first = self.time(*column, *first)?;
                let last = self.time(*column, *last)?;
                sql!(x, " BETWEEN ", first, " AND ", last)
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
                let text: Cow<'_, str> = match value.json_type {
                    JsonValue::Text => x.into(),
                    JsonValue::Integer => self.syntax.to_text(x).into(),
                    JsonValue::Real => self.real_text(x)?.into(),
                    JsonValue::Boolean => return Ok(String::from("FALSE")),
                };
                let test = self.text_test(test, &text)?;
                match value.json_type {
                    JsonValue::Real => {
                        let range = self.real_range(f64::MIN, f64::MAX);
                        sql!("(", test, " AND ", x, range, ")")
                    }
                    _ => test,
                }
            }
        })
    }

    /// Writes the text of a floating-point number.
    fn real_text(&self, x: &str) -> Result<String, Unsupported> {
        let syntax = self.syntax;
        let expression = || Some(Template::new(&syntax.real_text(SLOTS[0])?));
        let template = syntax.templates().real_text.get_or_init(expression);
        let template = template.as_ref();
        Ok(template
            .ok_or("fractional numbers have no exact text")?
            .fill(&[x]))
    }

    /// Writes `=` or `BETWEEN` after a number.
    pub(super) fn real_range(&mut self, first: f64, last: f64) -> String {
        if first == 0.0 && last == 0.0 {
            // ClickHouse turns equalities into a set, in which `-0.0` does not equal `0.0`.
            let zero = self.syntax.real(0.0);
            return sql!(" BETWEEN ", zero, " AND ", zero);
        }
        if (first, last) == (f64::MIN, f64::MAX) {
            let syntax = self.syntax;
            let range = || sql!(" BETWEEN ", syntax.real(first), " AND ", syntax.real(last));
            return syntax.templates().finite.get(range).fill(&[]);
        }
        if first == last {
            return sql!(" = ", self.value(Param::Real(first)));
        }
        let [first, last] = [first, last].map(|bound| match bound {
            // Infinities and `NaN` are outside of the bounds.
            f64::MIN | f64::MAX => self.syntax.real(bound),
            bound => self.value(Param::Real(bound)),
        });
        sql!(" BETWEEN ", first, " AND ", last)
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
                let strings: Vec<String> = strings
                    .iter()
                    .filter(|string| !(rejects_nul && string.contains('\0')))
                    .map(|string| self.text(string))
                    .collect();
                match strings.is_empty() {
                    true => String::from("FALSE"),
                    false => equals_any(x, &strings),
                }
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
                let pattern = self.text(&pattern);
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
        let text = self.text(&text);
        sql!(self.syntax.collated(x), " ", order.symbol(), " ", text)
    }
}

/// Writes `=` or `IN`.
fn equals_any(x: &str, values: &[String]) -> String {
    match values {
        [value] => sql!(x, " = ", value),
        values => sql!(x, " IN (", values.join(", "), ")"),
    }
}
