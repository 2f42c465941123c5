//! Comparisons of strings that are numbers.

use super::Writer;
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
        let end = self.syntax.regex_end();
        let is_integer = self.syntax.matches(x, &format!("{INTEGER}{end}"));
        let integer = integer.map_or_else(|| "FALSE".into(), |order| self.integer_test(order, x));
        let real = match real {
            Some((first, last)) => {
                let is_real = self.syntax.matches(x, &format!("{REAL}{end}"));
                let number = self.syntax.to_real(x);
                let test = self.real_between(&number, first, last);
                format!(" WHEN {is_real} THEN {test}")
            }
            None => String::new(),
        };
        format!("CASE WHEN {is_integer} THEN {integer}{real} ELSE FALSE END")
    }

    /// Compares an integer of any size, by its sign and its digits without leading zeros.
    fn integer_test(&mut self, order: &IntegerOrder, x: &str) -> String {
        let digits = self.syntax.regex_replace(x, "^-?0*", "");
        let is_negative = format!("{x} LIKE '-%'");
        let is_positive = format!("{x} NOT LIKE '-%'");
        if order.digits.is_empty() {
            return match order.order {
                Order::Equal => format!("{digits} = ''"),
                Order::Greater => format!("({is_positive} AND {digits} <> '')"),
                Order::GreaterOrEqual => format!("({is_positive} OR {digits} = '')"),
                Order::Less => format!("({is_negative} AND {digits} <> '')"),
                Order::LessOrEqual => format!("({is_negative} OR {digits} = '')"),
            };
        }
        if order.order == Order::Equal {
            let sign = if order.is_negative {
                is_negative
            } else {
                is_positive
            };
            return format!("({digits} = {} AND {sign})", self.text(&order.digits));
        }
        // Of two numbers without leading zeros, the longer one is greater.
        let length = self.syntax.to_text(&format!("length({digits})"));
        let magnitude = format!("{} || {digits}", self.syntax.pad_left(&length, 9));
        let bound = format!("{:09}{}", order.digits.len(), order.digits);
        let compared = match order.is_negative {
            true => order.order.reversed(),
            false => order.order,
        };
        let test = self.compare_text(&format!("({magnitude})"), compared, bound);
        match (order.order, order.is_negative) {
            (Order::Greater | Order::GreaterOrEqual, false) => {
                format!("({is_positive} AND {test})")
            }
            (Order::Greater | Order::GreaterOrEqual, true) => format!("({is_positive} OR {test})"),
            (_, false) => format!("({is_negative} OR {test})"),
            (_, true) => format!("({is_negative} AND {test})"),
        }
    }
}
