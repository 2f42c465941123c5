//! Comparisons of strings that are numbers.

use super::template::SLOTS;
use super::{Syntax, Writer};
use crate::test::{IntegerOrder, Order};

const INTEGER: &str = "^-?[0-9]+";
const REAL: &str = "^-?[0-9]+([.][0-9]*)?([eE][+-]?[0-9]+)?";

impl Writer<'_> {
    pub(super) fn number_test(
        &mut self,
        integer: Option<&IntegerOrder>,
        real: Option<(f64, f64)>,
        x: &str,
    ) -> String {
        let integer = integer.map_or_else(|| "FALSE".into(), |order| self.integer_test(order, x));
        let syntax = self.syntax;
        let Some((first, last)) = real else {
            let is_integer = is_number(syntax, x, INTEGER);
            return sql!(
                "CASE WHEN ",
                is_integer,
                " THEN ",
                integer,
                " ELSE FALSE END"
            );
        };
        let range = self.real_range(first, last);
        let template = syntax.templates().number.get(|| number_template(syntax));
        template.fill(&[x, &integer, &range])
    }

    /// Compares an integer of any size, by its sign and its digits without leading zeros.
    fn integer_test(&mut self, order: &IntegerOrder, x: &str) -> String {
        let syntax = self.syntax;
        let template = &syntax.templates().digits;
        let digits = template
            .get(|| syntax.regex_replace(SLOTS[0], "^-?0*", ""))
            .fill(&[x]);
        let is_negative = sql!(x, " LIKE '-%'");
        let is_positive = sql!(x, " NOT LIKE '-%'");
        if order.digits.is_empty() {
            return match order.order {
                Order::Equal => sql!(digits, " = ''"),
                Order::Greater => sql!("(", is_positive, " AND ", digits, " <> '')"),
                Order::GreaterOrEqual => sql!("(", is_positive, " OR ", digits, " = '')"),
                Order::Less => sql!("(", is_negative, " AND ", digits, " <> '')"),
                Order::LessOrEqual => sql!("(", is_negative, " OR ", digits, " = '')"),
            };
        }
        if order.order == Order::Equal {
            let sign = if order.is_negative {
                is_negative
            } else {
                is_positive
            };
            return sql!(
                "(",
                digits,
                " = ",
                self.text(&order.digits),
                " AND ",
                sign,
                ")"
            );
        }
        // Of two numbers without leading zeros, the longer one is greater.
        let length = self.syntax.to_text(&sql!("length(", digits, ")"));
        let magnitude = format!("{} || {digits}", self.syntax.pad_left(&length, 9));
        let bound = format!("{:09}{}", order.digits.len(), order.digits);
        let compared = match order.is_negative {
            true => order.order.reversed(),
            false => order.order,
        };
        let test = self.compare_text(&sql!("(", magnitude, ")"), compared, bound);
        match (order.order, order.is_negative) {
            (Order::Greater | Order::GreaterOrEqual, false) => {
                sql!("(", is_positive, " AND ", test, ")")
            }
            (Order::Greater | Order::GreaterOrEqual, true) => {
                sql!("(", is_positive, " OR ", test, ")")
            }
            (_, false) => sql!("(", is_negative, " OR ", test, ")"),
            (_, true) => sql!("(", is_negative, " AND ", test, ")"),
        }
    }
}

fn number_template(syntax: &dyn Syntax) -> String {
    let [x, integer, range, ..] = SLOTS;
    let [is_integer, is_real] = [INTEGER, REAL].map(|regex| is_number(syntax, x, regex));
    let number = syntax.to_real(x);
    format!(
        "CASE WHEN {is_integer} THEN {integer} WHEN {is_real} THEN {number}{range} ELSE FALSE END"
    )
}

fn is_number(syntax: &dyn Syntax, x: &str, regex: &str) -> String {
    syntax.matches(x, &format!("{regex}{}", syntax.regex_end()))
}
