//! The comparison of a clause, for one type of values.

mod folding;
mod number;
mod time;

use std::net::IpAddr;

use fql::eval::{Bound, JsonScalar, Literal, Predicate};
use fql::{Instant, Network};
use fql_syntax::{Comparison, PatternMatcher};

use crate::test::{AddressRange, FIRST_MAPPED, LAST_MAPPED, Order, Test, TextTest, TimeColumn};

/// The types of values at the end of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leaf {
    Text,
    /// An integer in this range.
    Integer {
        min: i128,
        max: i128,
    },
    Real,
    Boolean,
    Time(TimeColumn),
}

/// Integers of a signed column.
pub(crate) const SIGNED: Leaf = Leaf::Integer {
    min: i64::MIN as i128,
    max: i64::MAX as i128,
};
/// Integers of an unsigned column.
pub(crate) const UNSIGNED: Leaf = Leaf::Integer {
    min: 0,
    max: u64::MAX as i128,
};
/// Integers of JSON.
pub(crate) const JSON_INTEGER: Leaf = Leaf::Integer {
    min: i64::MIN as i128,
    max: u64::MAX as i128,
};

/// The reason why a comparison has no faithful form in any dialect.
pub(crate) type Reason = &'static str;

/// Returns the comparison of a predicate with values of one type. `IsNull` is not one of values.
pub(crate) fn lower(predicate: &Predicate, leaf: Leaf) -> Result<Test, Reason> {
    if leaf == Leaf::Boolean {
        return Ok(lower_boolean(predicate));
    }
    Ok(match predicate {
        Predicate::AnyOf(predicates) => {
            let tests: Result<Vec<Test>, Reason> = predicates
                .iter()
                .map(|predicate| lower(predicate, leaf))
                .collect();
            Test::any_of(tests?)
        }
        Predicate::Equal(literal) => lower_literal(literal, leaf)?,
        Predicate::Pattern(pattern) => text(like(pattern), leaf)?,
        Predicate::Range(comparison, bound) => lower_range(*comparison, bound, leaf)?,
        Predicate::Contains(folded) => {
            let like = match folded.is_empty() {
                true => TextTest::Like(vec![String::new(), String::new()]),
                false => TextTest::Like(vec![String::new(), folded.clone(), String::new()]),
            };
            text(folding::folded(like, leaf), leaf)?
        }
        Predicate::FoldedPattern(pattern) => text(folding::folded(like(pattern), leaf), leaf)?,
        Predicate::IsNull | Predicate::Never => Test::Never,
        _ => return Err("the comparison is unknown"),
    })
}

/// Returns the test of a text; every text matches a pattern of stars.
fn text(test: TextTest, leaf: Leaf) -> Result<Test, Reason> {
    match test {
        TextTest::Like(literals) if literals.iter().all(String::is_empty) => Ok(Test::Always),
        _ if matches!(leaf, Leaf::Time(_)) => Err(NO_TEXT),
        test => Ok(Test::Text(test)),
    }
}

/// The reason for columns of times.
const NO_TEXT: Reason =
    "a column of times has no text; compare it with a range, such as `>'2026-01-01'`";

/// Evaluates the predicate for the only two values.
fn lower_boolean(predicate: &Predicate) -> Test {
    let [if_true, if_false] =
        [true, false].map(|boolean| predicate.matches(&JsonScalar::Boolean(boolean)));
    match (if_true, if_false) {
        (true, true) => Test::Always,
        (true, false) => Test::Boolean(true),
        (false, true) => Test::Boolean(false),
        (false, false) => Test::Never,
    }
}

fn like(pattern: &PatternMatcher) -> TextTest {
    let mut literals: Vec<String> = pattern.literals().into_iter().map(str::to_owned).collect();
    match literals.len() {
        1 => TextTest::In(vec![literals.swap_remove(0)]),
        _ => TextTest::Like(literals),
    }
}

fn lower_literal(literal: &Literal, leaf: Leaf) -> Result<Test, Reason> {
    Ok(match literal {
        Literal::String(_) | Literal::FoldedString(_) if matches!(leaf, Leaf::Time(_)) => {
            return Err(NO_TEXT);
        }
        Literal::String(string) => equals_text(string, leaf),
        Literal::FoldedString(string) => match leaf {
            // The text of a number has only lower-case letters.
            Leaf::Integer { .. } | Leaf::Real | Leaf::Boolean | Leaf::Time(_) => {
                equals_text(string, leaf)
            }
            Leaf::Text => {
                let equal = TextTest::In(vec![string.clone()]);
                Test::Text(folding::folded(equal, leaf))
            }
        },
        Literal::Number(number) => number::compare(Order::Equal, number, leaf)?,
        Literal::NumberOrString(number, spelling) => {
            let number = number::compare(Order::Equal, number, leaf)?;
            match leaf {
                Leaf::Text => {
                    let string = Test::Text(TextTest::In(vec![spelling.clone()]));
                    Test::any_of([number, string])
                }
                _ => number,
            }
        }
        Literal::Boolean(boolean) if leaf == Leaf::Text => {
            Test::Text(TextTest::In(vec![boolean.to_string()]))
        }
        Literal::Instant(instant) => compare_time(Order::Equal, *instant, leaf),
        Literal::Network(network) if leaf == Leaf::Text => {
            Test::Text(TextTest::Address(network_range(*network)))
        }
        Literal::Boolean(_) | Literal::Network(_) => Test::Never,
        _ => return Err("the literal is unknown"),
    })
}

/// Returns the test whether the text of a value is this string.
fn equals_text(string: &str, leaf: Leaf) -> Test {
    match leaf {
        Leaf::Text => Test::Text(TextTest::In(vec![string.to_owned()])),
        Leaf::Integer { min, max } => match string.parse::<i128>() {
            Ok(integer) if integer.to_string() == string && (min..=max).contains(&integer) => {
                Test::IntegerIn(vec![integer])
            }
            // A column may have fractions in spite of its shape, but not JSON integers.
            _ if leaf != JSON_INTEGER => number::equals_fraction_text(string),
            _ => Test::Never,
        },
        Leaf::Real => number::equals_real_text(string),
        Leaf::Boolean | Leaf::Time(_) => Test::Never,
    }
}

fn compare_time(order: Order, instant: Instant, leaf: Leaf) -> Test {
    match leaf {
        Leaf::Text => Test::Text(TextTest::Time(order, instant)),
        Leaf::Time(column) => time::compare(order, instant, column),
        Leaf::Integer { .. } | Leaf::Real | Leaf::Boolean => Test::Never,
    }
}

fn lower_range(comparison: Comparison, bound: &Bound, leaf: Leaf) -> Result<Test, Reason> {
    let Some(order) = order(comparison) else {
        return Ok(Test::Never);
    };
    Ok(match bound {
        Bound::Number(number) => number::compare(order, number, leaf)?,
        Bound::Instant(instant) => compare_time(order, *instant, leaf),
        Bound::Address(address) if leaf == Leaf::Text => match address_range(order, *address) {
            Some(range) => Test::Text(TextTest::Address(range)),
            None => Test::Never,
        },
        Bound::Address(_) => Test::Never,
        _ => return Err("the bound is unknown"),
    })
}

fn order(comparison: Comparison) -> Option<Order> {
    Some(match comparison {
        Comparison::Greater => Order::Greater,
        Comparison::GreaterOrEqual => Order::GreaterOrEqual,
        Comparison::Less => Order::Less,
        Comparison::LessOrEqual => Order::LessOrEqual,
        _ => return None,
    })
}

/// Returns the number of an address, where one of IPv4 is mapped.
fn address_number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => FIRST_MAPPED + u128::from(address.to_bits()),
        IpAddr::V6(address) => address.to_bits(),
    }
}

fn network_range(network: Network) -> AddressRange {
    let number = address_number(network.address());
    let (bits, prefix) = match network.address() {
        IpAddr::V4(_) => (32, network.prefix()),
        IpAddr::V6(_) => (128, network.prefix()),
    };
    let host_bits = u32::from(bits - prefix);
    let hosts = 1_u128
        .checked_shl(host_bits)
        .map_or(u128::MAX, |size| size - 1);
    range(number & !hosts, number | hosts, network.address().is_ipv4())
}

fn range(first: u128, last: u128, is_ipv4: bool) -> AddressRange {
    AddressRange {
        first,
        last,
        excludes_ipv4: !is_ipv4 && first <= LAST_MAPPED && last >= FIRST_MAPPED,
    }
}

/// Returns the addresses of the same family in this order to one, `None` if there are none.
fn address_range(order: Order, address: IpAddr) -> Option<AddressRange> {
    let number = address_number(address);
    let is_ipv4 = address.is_ipv4();
    let (min, max) = match is_ipv4 {
        true => (FIRST_MAPPED, LAST_MAPPED),
        false => (0, u128::MAX),
    };
    let (first, last) = match order {
        Order::Equal => (number, number),
        Order::Greater => (number.checked_add(1)?, max),
        Order::GreaterOrEqual => (number, max),
        Order::Less => (min, number.checked_sub(1)?),
        Order::LessOrEqual => (min, number),
    };
    (first <= last).then(|| range(first, last, is_ipv4))
}
