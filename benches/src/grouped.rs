//! The filter with nested groups of [`crate::filters`], built from run-time values: with the library,
//! with the limit, and without the library.

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::{Filter, fql};

use crate::scan_copy::{push_integers, push_text};

/// The run-time values of the filter.
#[derive(Debug, Clone, Copy)]
pub struct GroupValues<'v> {
    /// Value of an exact comparison.
    pub criticality: &'v str,
    /// Value of an exact comparison, for services of addresses and of domains.
    pub status: &'v str,
    /// Value of a negated exact comparison, for both.
    pub protocol: &'v str,
    /// Ports of services of addresses and of domains.
    pub ports: [u32; 2],
}

/// The values of the sample in [`crate::filters::set`].
pub const GROUP_VALUES: GroupValues<'static> = GroupValues {
    criticality: "Critical",
    status: "open",
    protocol: "ssh",
    ports: [22, 443],
};

/// Typed fields combined with `&` and `|`.
#[inline(never)]
#[must_use]
pub fn fields(values: &GroupValues<'_>) -> Filter<ExternalAssets> {
    use asset::{dns_domain, ip};
    let urgent = asset::criticality.eq(values.criticality)
        | (asset::criticality.eq("High") & asset::internet_exposure.eq("Yes"));
    let address = ip::services::port.eq(values.ports[0])
        & (ip::services::status.eq(values.status)
            | (ip::services::status_code.ge(200) & ip::services::protocol.ne(values.protocol)));
    let domain = dns_domain::services::port.eq(values.ports[1])
        & (dns_domain::services::status.eq(values.status)
            | (dns_domain::services::status_code.ge(200)
                & dns_domain::services::protocol.ne(values.protocol)));
    urgent & (address | domain | asset::manual.eq(true)) & asset::triage::assigned_to.is_null()
}

/// `fql!` with seven placeholders.
#[inline(never)]
#[must_use]
pub fn placeholders(values: &GroupValues<'_>) -> Filter<ExternalAssets> {
    let GroupValues {
        criticality,
        status,
        protocol,
        ports: [address, domain],
    } = *values;
    fql!(
        asset,
        "(criticality:{criticality},(criticality:'High'+internet_exposure:'Yes'))\
         +((ip.services.port:{address}+(ip.services.status:{status},\
         (ip.services.status_code:>=200+ip.services.protocol:!{protocol}))),\
         (dns_domain.services.port:{domain}+(dns_domain.services.status:{status},\
         (dns_domain.services.status_code:>=200+dns_domain.services.protocol:!{protocol}))),\
         manual:true)+triage.assigned_to:null"
    )
}

/// The common approach: `format!` without escaping.
#[inline(never)]
#[must_use]
pub fn format_unescaped(values: &GroupValues<'_>) -> String {
    formatted(values, |text| text)
}

/// The careful approach: `format!` with each string escaped by `replace`.
#[inline(never)]
#[must_use]
pub fn format_replaced(values: &GroupValues<'_>) -> String {
    formatted(values, |text| {
        text.replace('\\', "\\\\").replace('\'', "\\'")
    })
}

#[inline(always)]
fn formatted<'v, T: std::fmt::Display>(
    values: &GroupValues<'v>,
    escaped: impl Fn(&'v str) -> T,
) -> String {
    let [address, domain] = values.ports;
    let (status, protocol) = (escaped(values.status), escaped(values.protocol));
    format!(
        "(criticality:'{}',(criticality:'High'+internet_exposure:'Yes'))\
         +((ip.services.port:{address}+(ip.services.status:'{status}',\
         (ip.services.status_code:>=200+ip.services.protocol:!'{protocol}'))),\
         (dns_domain.services.port:{domain}+(dns_domain.services.status:'{status}',\
         (dns_domain.services.status_code:>=200+dns_domain.services.protocol:!'{protocol}'))),\
         manual:true)+triage.assigned_to:null",
        escaped(values.criticality)
    )
}

/// The limit: one allocation, each string scanned and copied.
#[inline(never)]
#[must_use]
pub fn limit(values: &GroupValues<'_>) -> String {
    /// Length of the constant parts, with room for a few escapes.
    const CONSTANT: usize = 400;
    let string_bytes = values.criticality.len() + 2 * (values.status.len() + values.protocol.len());
    let mut out = String::with_capacity(CONSTANT + string_bytes);
    out.push_str("(criticality:'");
    push_text(values.criticality, &mut out);
    out.push_str("',(criticality:'High'+internet_exposure:'Yes'))+((ip.services.port:");
    push_integers(&values.ports[..1], &mut out);
    out.push_str("+(ip.services.status:'");
    push_text(values.status, &mut out);
    out.push_str("',(ip.services.status_code:>=200+ip.services.protocol:!'");
    push_text(values.protocol, &mut out);
    out.push_str("'))),(dns_domain.services.port:");
    push_integers(&values.ports[1..], &mut out);
    out.push_str("+(dns_domain.services.status:'");
    push_text(values.status, &mut out);
    out.push_str("',(dns_domain.services.status_code:>=200+dns_domain.services.protocol:!'");
    push_text(values.protocol, &mut out);
    out.push_str("'))),manual:true)+triage.assigned_to:null");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_variants_agree() {
        let set = crate::filters::set();
        let sample = set.iter().find(|sample| sample.name == "groups");
        let text = &sample.expect("the sample `groups`").text;
        assert_eq!(fields(&GROUP_VALUES).as_str(), text);
        assert_eq!(placeholders(&GROUP_VALUES).as_str(), text);
        assert_eq!(&format_unescaped(&GROUP_VALUES), text);
        assert_eq!(&format_replaced(&GROUP_VALUES), text);
        assert_eq!(&limit(&GROUP_VALUES), text);
    }
}
