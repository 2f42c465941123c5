//! The six-clause filter of [`crate::filters`] built with the library, from the same run-time values as
//! in [`crate::scan_copy`].
//!
//! The timestamp is a constant here and in the baselines; the typed fields print it from a number.

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::{Comparison, Filter, Literal, Operator, Timestamp, fql};

use crate::filters::Values;

/// 2026-11-15T00:00:00Z.
const LAST_SEEN: Timestamp = Timestamp::from_unix(1_794_700_800);

/// The filter of [`crate::filters::CLEAN`] as a compile-time literal.
pub const LITERAL: Filter<ExternalAssets> = fql!(
    asset,
    "criticality:'Critical'+last_seen:>='2026-11-15T00:00:00Z'+ip.services.port:[22,3389,8443]\
     +dns_domain.fqdn:*'*.staging.example.com'+triage.assigned_to:!'pat.example@example.com'\
     +subsidiaries.name:['Example Labs','Example Robotics']"
);

/// Returns the host without its leading star, which the library adds.
fn suffix<'v>(values: &Values<'v>) -> &'v str {
    values.host.trim_start_matches('*')
}

/// Typed fields combined with `&`.
#[inline(never)]
#[must_use]
pub fn fields(values: &Values<'_>) -> Filter<ExternalAssets> {
    asset::criticality.eq(values.criticality)
        & asset::last_seen.ge(LAST_SEEN)
        & asset::ip::services::port.is_in(values.ports)
        & asset::dns_domain::fqdn.ends_with(suffix(values))
        & asset::triage::assigned_to.ne(values.assignee)
        & asset::subsidiaries::name.is_in(["Example Labs", values.subsidiary])
}

/// `fql!` with placeholders.
#[inline(never)]
#[must_use]
pub fn placeholders(values: &Values<'_>) -> Filter<ExternalAssets> {
    let pattern = fql::Pattern::ending_with(suffix(values));
    fql!(
        asset,
        "criticality:{values.criticality}+last_seen:>='2026-11-15T00:00:00Z'\
         +ip.services.port:[{values.ports}]+dns_domain.fqdn:*{pattern}\
         +triage.assigned_to:!{values.assignee}+subsidiaries.name:['Example Labs',{values.subsidiary}]"
    )
}

/// `fql!` with four string placeholders and without a pattern.
#[inline(never)]
#[must_use]
pub fn four_placeholders(values: &Values<'_>) -> Filter<ExternalAssets> {
    let host = suffix(values);
    fql!(
        asset,
        "criticality:{values.criticality}+last_seen:>='2026-11-15T00:00:00Z'\
         +ip.services.port:[22,3389,8443]+dns_domain.fqdn:{host}\
         +triage.assigned_to:!{values.assignee}+subsidiaries.name:['Example Labs',{values.subsidiary}]"
    )
}

/// The baseline of [`four_placeholders`]: `format!` without escaping.
#[inline(never)]
#[must_use]
pub fn four_formatted(values: &Values<'_>) -> String {
    format!(
        "criticality:'{}'+last_seen:>='2026-11-15T00:00:00Z'+ip.services.port:[22,3389,8443]\
         +dns_domain.fqdn:'{}'+triage.assigned_to:!'{}'+subsidiaries.name:['Example Labs','{}']",
        values.criticality,
        suffix(values),
        values.assignee,
        values.subsidiary
    )
}

/// Run-time properties, operators and values: every clause is parsed and validated.
#[inline(never)]
#[must_use]
pub fn at_run_time(values: &Values<'_>) -> Filter<ExternalAssets> {
    let equal = Operator::new(Comparison::Equal);
    let clauses = [
        ("criticality", equal, Literal::from(values.criticality)),
        (
            "last_seen",
            Operator::new(Comparison::GreaterOrEqual),
            LAST_SEEN.into(),
        ),
        ("ip.services.port", equal, values.ports.to_vec().into()),
        (
            "dns_domain.fqdn",
            Operator::new(Comparison::Wildcard),
            fql::Pattern::ending_with(suffix(values)).into(),
        ),
        ("triage.assigned_to", !equal, values.assignee.into()),
        (
            "subsidiaries.name",
            equal,
            vec!["Example Labs", values.subsidiary].into(),
        ),
    ];
    let clauses = clauses.map(|(property, operator, value)| {
        Filter::clause(property, operator, value).expect("a valid clause")
    });
    Filter::all_of(clauses).expect("six clauses")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filters::{CLEAN, DIRTY, six_clauses};

    #[test]
    fn all_variants_agree() {
        assert_eq!(LITERAL.as_str(), six_clauses(CLEAN));
        assert_eq!(four_placeholders(&CLEAN).as_str(), four_formatted(&CLEAN));
        for values in [CLEAN, DIRTY] {
            let filter = six_clauses(values);
            assert_eq!(fields(&values).as_str(), filter);
            assert_eq!(placeholders(&values).as_str(), filter);
            assert_eq!(at_run_time(&values).as_str(), filter);
        }
    }
}
