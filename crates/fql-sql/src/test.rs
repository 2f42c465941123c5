//! The comparisons of clauses with one value of a known type, independent of a dialect.

use fql::Instant;

use crate::TimeUnit;

/// The comparison of a clause with one value that is not `null`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Test {
    /// No value satisfies the comparison.
    Never,
    /// Every value satisfies the comparison.
    Always,
    /// One of these; at least two, none of them `Never`, `Always` or `AnyOf`.
    AnyOf(Vec<Test>),
    /// The boolean is this one.
    Boolean(bool),
    /// The integer is one of these.
    IntegerIn(Vec<i128>),
    /// The integer is in this order to an integer of at most 64 bits.
    IntegerOrder(Order, i128),
    /// The integer is in this order to a number with a fraction.
    RealOrder(Order, f64),
    /// The number is between these bounds, inclusively. Both are finite.
    RealBetween(f64, f64),
    /// The number is zero with this sign.
    SignedZero { is_negative: bool },
    /// The time is between these, inclusively, as numbers of units since 1970.
    TimeBetween(TimeColumn, i64, i64),
    /// The text of the value satisfies the comparison.
    Text(TextTest),
}

/// A type of columns of times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TimeColumn {
    pub(crate) unit: TimeUnit,
    pub(crate) has_zone: bool,
}

/// The comparison of a clause with a string, or with the text of a number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum TextTest {
    /// One of these strings.
    In(Vec<String>),
    /// Literals with any run of characters between each two; at least two literals.
    Like(Vec<String>),
    /// The test of the text after these replacements of characters.
    Folded(Vec<(char, String)>, Box<TextTest>),
    /// The text is an integer that satisfies the first comparison, or another number that satisfies the
    /// second one.
    Number(Option<IntegerOrder>, Option<(f64, f64)>),
    /// The text is a time in this order to an instant.
    Time(Order, Instant),
    /// The text is an address in this range.
    Address(AddressRange),
}

/// A comparison operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Equal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

impl Order {
    pub(crate) fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
        }
    }

    /// Returns the comparison of the negated operands.
    pub(crate) fn reversed(self) -> Self {
        match self {
            Self::Equal => Self::Equal,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
        }
    }
}

/// A comparison with an integer of any size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IntegerOrder {
    pub(crate) order: Order,
    pub(crate) is_negative: bool,
    /// The decimal digits without leading zeros: none for zero.
    pub(crate) digits: String,
}

/// A range of addresses as IPv6 addresses, where those of IPv4 are mapped ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AddressRange {
    pub(crate) first: u128,
    pub(crate) last: u128,
    /// The range contains no addresses of IPv4.
    pub(crate) excludes_ipv4: bool,
}

/// The first mapped address, `::ffff:0.0.0.0`.
pub(crate) const FIRST_MAPPED: u128 = 0xffff_0000_0000;
/// The last mapped address.
pub(crate) const LAST_MAPPED: u128 = 0xffff_ffff_ffff;

impl Test {
    /// Returns the disjunction of tests, with the equalities of one kind in one list.
    pub(crate) fn any_of(tests: impl IntoIterator<Item = Test>) -> Self {
        let mut merged: Vec<Self> = Vec::new();
        for test in tests {
            match test {
                Self::Never => {}
                Self::Always => return Self::Always,
                Self::AnyOf(nested) => {
                    for test in nested {
                        push_merged(&mut merged, test);
                    }
                }
                test => push_merged(&mut merged, test),
            }
        }
        match merged.len() {
            0 => Self::Never,
            1 => merged.swap_remove(0),
            _ => Self::AnyOf(merged),
        }
    }
}

impl Test {
    /// Returns `true` if the result is known for every value, so that only null has a null result.
    pub(crate) fn is_total(&self) -> bool {
        match self {
            Self::AnyOf(tests) => tests.iter().all(Self::is_total),
            Self::Text(test) => test.is_total(),
            _ => true,
        }
    }
}

impl TextTest {
    fn is_total(&self) -> bool {
        match self {
            Self::In(_) | Self::Like(_) => true,
            Self::Folded(_, test) => test.is_total(),
            Self::Number(..) | Self::Time(..) | Self::Address(_) => false,
        }
    }
}

fn push_merged(merged: &mut Vec<Test>, test: Test) {
    match &test {
        Test::IntegerIn(added) => {
            for known in merged.iter_mut() {
                if let Test::IntegerIn(known) = known {
                    known.extend(added);
                    return;
                }
            }
        }
        Test::Text(TextTest::In(added)) => {
            for known in merged.iter_mut() {
                if let Test::Text(TextTest::In(known)) = known {
                    known.extend(added.iter().cloned());
                    return;
                }
            }
        }
        _ => {}
    }
    merged.push(test);
}
