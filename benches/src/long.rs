//! Filters of any number of clauses, built one clause at a time in a loop: with the library, with the
//! limit, and without the library. The results are those of [`filters::clauses`].
//!
//! All variants choose the clause in the same way, so they differ only in writing a clause and growing
//! the string.
//!
//! [`filters::clauses`]: crate::filters::clauses

use std::fmt::Write as _;

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::{Comparison, Filter, Literal, Operator, Timestamp};

use crate::filters::Values;
use crate::scan_copy::{push_integers, push_text};

/// 2026-11-15T00:00:00Z.
const LAST_SEEN: Timestamp = Timestamp::from_unix(1_794_700_800);
/// Upper bound of the constant bytes of a clause, with room for a few escapes.
const CONSTANT: usize = 48;

/// The run-time values of a number of clauses.
#[derive(Debug, Clone)]
pub struct Clauses {
    count: usize,
    /// One entry per six clauses.
    values: Vec<Values<'static>>,
}

impl Clauses {
    /// Returns the values of [`filters::clauses`], with numbered exact strings. They are leaked, because
    /// a bench needs them until its end.
    ///
    /// [`filters::clauses`]: crate::filters::clauses
    #[must_use]
    pub fn new(count: usize, values: Values<'static>) -> Self {
        let numbered = |text: &str, number: usize| &*format!("{text}{number}").leak();
        let of_six = |first: usize| Values {
            criticality: numbered(values.criticality, first),
            assignee: numbered(values.assignee, first + 4),
            ..values
        };
        Self {
            count,
            values: (0..count).step_by(6).map(of_six).collect(),
        }
    }

    /// Returns the index and the values of each clause.
    fn each(&self) -> impl Iterator<Item = (usize, &Values<'static>)> {
        (0..self.count).map(|index| (index, &self.values[index / 6]))
    }
}

/// Typed fields combined with `&`.
#[inline(never)]
#[must_use]
pub fn fields(clauses: &Clauses) -> Filter<ExternalAssets> {
    let mut filter = Filter::ALL;
    for (index, values) in clauses.each() {
        filter = match index % 6 {
            0 => filter & asset::triage::status.eq(values.criticality),
            1 => filter & asset::last_seen.ge(LAST_SEEN),
            2 => filter & asset::ip::services::port.is_in(values.ports),
            3 => filter & asset::dns_domain::fqdn.ends_with(&values.host[1..]),
            4 => filter & asset::triage::assigned_to.ne(values.assignee),
            _ => filter & asset::subsidiaries::name.is_in(["Example Labs", values.subsidiary]),
        };
    }
    filter
}

/// Run-time properties and operators.
///
/// # Panics
/// Never: each clause is valid for the collection.
#[inline(never)]
#[must_use]
pub fn at_run_time(clauses: &Clauses) -> Filter<ExternalAssets> {
    let equal = Operator::new(Comparison::Equal);
    let clauses = clauses.each().map(|(index, values)| {
        let (property, operator, value): (_, _, Literal<'_>) = match index % 6 {
            0 => ("triage.status", equal, values.criticality.into()),
            1 => (
                "last_seen",
                Operator::new(Comparison::GreaterOrEqual),
                LAST_SEEN.into(),
            ),
            2 => ("ip.services.port", equal, values.ports.to_vec().into()),
            3 => (
                "dns_domain.fqdn",
                Operator::new(Comparison::Wildcard),
                fql::Pattern::ending_with(&values.host[1..]).into(),
            ),
            4 => ("triage.assigned_to", !equal, values.assignee.into()),
            _ => (
                "subsidiaries.name",
                equal,
                vec!["Example Labs", values.subsidiary].into(),
            ),
        };
        Filter::clause(property, operator, value).expect("a valid clause")
    });
    Filter::all_of(clauses).expect("at least one clause")
}

/// The limit: one allocation, each string scanned and copied.
#[inline(never)]
#[must_use]
pub fn limit(clauses: &Clauses) -> String {
    let of_six = |values: &Values<'_>| {
        values.criticality.len()
            + values.host.len()
            + values.assignee.len()
            + values.subsidiary.len()
    };
    let string_bytes: usize = clauses.values.iter().map(of_six).sum();
    let mut out = String::with_capacity(clauses.count * CONSTANT + string_bytes);
    for (index, values) in clauses.each() {
        if index > 0 {
            out.push('+');
        }
        match index % 6 {
            0 => {
                out.push_str("triage.status:'");
                push_text(values.criticality, &mut out);
                out.push('\'');
            }
            1 => out.push_str("last_seen:>='2026-11-15T00:00:00Z'"),
            2 => {
                out.push_str("ip.services.port:[");
                push_integers(&values.ports, &mut out);
                out.push(']');
            }
            3 => {
                out.push_str("dns_domain.fqdn:*'");
                push_text(values.host, &mut out);
                out.push('\'');
            }
            4 => {
                out.push_str("triage.assigned_to:!'");
                push_text(values.assignee, &mut out);
                out.push('\'');
            }
            _ => {
                out.push_str("subsidiaries.name:['Example Labs','");
                push_text(values.subsidiary, &mut out);
                out.push_str("']");
            }
        }
    }
    out
}

/// The common approach: `write!` without escaping.
#[inline(never)]
#[must_use]
pub fn format_unescaped(clauses: &Clauses) -> String {
    formatted(clauses, |text| text)
}

/// The careful approach: `write!` with each string escaped by `replace`.
#[inline(never)]
#[must_use]
pub fn format_replaced(clauses: &Clauses) -> String {
    formatted(clauses, |text| {
        text.replace('\\', "\\\\").replace('\'', "\\'")
    })
}

#[inline(always)]
fn formatted<'c, T: std::fmt::Display>(
    clauses: &'c Clauses,
    escaped: impl Fn(&'c str) -> T,
) -> String {
    let mut out = String::new();
    for (index, values) in clauses.each() {
        if index > 0 {
            out.push('+');
        }
        // Writing to a string cannot fail.
        let _ = match index % 6 {
            0 => write!(out, "triage.status:'{}'", escaped(values.criticality)),
            1 => write!(out, "last_seen:>='2026-11-15T00:00:00Z'"),
            2 => {
                let [first, second, third] = values.ports;
                write!(out, "ip.services.port:[{first},{second},{third}]")
            }
            3 => write!(out, "dns_domain.fqdn:*'{}'", escaped(values.host)),
            4 => write!(out, "triage.assigned_to:!'{}'", escaped(values.assignee)),
            _ => write!(
                out,
                "subsidiaries.name:['Example Labs','{}']",
                escaped(values.subsidiary)
            ),
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filters::{self, CLEAN, DIRTY};

    #[test]
    fn all_variants_agree() {
        for count in [1, 2, 6, 20, 200] {
            for values in [CLEAN, DIRTY] {
                let text = filters::clauses(count, values);
                let clauses = Clauses::new(count, values);
                assert_eq!(fields(&clauses).as_str(), text);
                assert_eq!(at_run_time(&clauses).as_str(), text);
                assert_eq!(limit(&clauses), text);
                assert_eq!(format_replaced(&clauses), text);
            }
            let clauses = Clauses::new(count, CLEAN);
            assert_eq!(format_unescaped(&clauses), filters::clauses(count, CLEAN));
        }
    }

    #[test]
    fn limit_reserves_enough() {
        for values in [CLEAN, DIRTY] {
            let clauses = Clauses::new(200, values);
            let string_bytes: usize = filters::clauses(200, values).len();
            assert!(string_bytes <= limit(&clauses).capacity());
        }
    }
}
