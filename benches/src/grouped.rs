//! The filter of nested groups of [`crate::filters`], from values known only when the program runs:
//! by the library, by its limit, and as people write it without it.

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::{Filter, fql};

use crate::scan_copy::{push_integers, push_text};

/// What the filter asks for.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'v> {
    /// Compared exactly.
    pub criticality: &'v str,
    /// Compared exactly, of services of addresses and of domains.
    pub status: &'v str,
    /// Compared exactly, negated, of both.
    pub protocol: &'v str,
    /// Of services of addresses, and of domains.
    pub ports: [u32; 2],
}

/// The values that [`crate::filters::set`] writes.
pub const ASKED: Asked<'static> = Asked {
    criticality: "Critical",
    status: "open",
    protocol: "ssh",
    ports: [22, 443],
};

/// Typed fields, joined by `&` and `|`.
#[inline(never)]
#[must_use]
pub fn fields(asked: &Asked<'_>) -> Filter<ExternalAssets> {
    use asset::{dns_domain, ip};
    let urgent = asset::criticality.eq(asked.criticality)
        | (asset::criticality.eq("High") & asset::internet_exposure.eq("Yes"));
    let address = ip::services::port.eq(asked.ports[0])
        & (ip::services::status.eq(asked.status)
            | (ip::services::status_code.ge(200) & ip::services::protocol.ne(asked.protocol)));
    let domain = dns_domain::services::port.eq(asked.ports[1])
        & (dns_domain::services::status.eq(asked.status)
            | (dns_domain::services::status_code.ge(200)
                & dns_domain::services::protocol.ne(asked.protocol)));
    urgent & (address | domain | asset::manual.eq(true)) & asset::triage::assigned_to.is_null()
}

/// `fql!` with seven placeholders.
#[inline(never)]
#[must_use]
pub fn placeholders(asked: &Asked<'_>) -> Filter<ExternalAssets> {
    let Asked {
        criticality,
        status,
        protocol,
        ports: [address, domain],
    } = *asked;
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

/// What most programs do: `format!`, and nothing is escaped.
#[inline(never)]
#[must_use]
pub fn format_unescaped(asked: &Asked<'_>) -> String {
    formatted(asked, |text| text)
}

/// What careful programs do: `format!` with each text escaped by `replace`.
#[inline(never)]
#[must_use]
pub fn format_replaced(asked: &Asked<'_>) -> String {
    formatted(asked, |text| {
        text.replace('\\', "\\\\").replace('\'', "\\'")
    })
}

#[inline(always)]
fn formatted<'v, T: std::fmt::Display>(
    asked: &Asked<'v>,
    escaped: impl Fn(&'v str) -> T,
) -> String {
    let [address, domain] = asked.ports;
    let (status, protocol) = (escaped(asked.status), escaped(asked.protocol));
    format!(
        "(criticality:'{}',(criticality:'High'+internet_exposure:'Yes'))\
         +((ip.services.port:{address}+(ip.services.status:'{status}',\
         (ip.services.status_code:>=200+ip.services.protocol:!'{protocol}'))),\
         (dns_domain.services.port:{domain}+(dns_domain.services.status:'{status}',\
         (dns_domain.services.status_code:>=200+dns_domain.services.protocol:!'{protocol}'))),\
         manual:true)+triage.assigned_to:null",
        escaped(asked.criticality)
    )
}

/// The limit: one allocation, each text scanned and copied.
#[inline(never)]
#[must_use]
pub fn limit(asked: &Asked<'_>) -> String {
    /// The bytes that are the same in every such filter, and some for a few escapes.
    const CONSTANT: usize = 400;
    let texts = asked.criticality.len() + 2 * (asked.status.len() + asked.protocol.len());
    let mut out = String::with_capacity(CONSTANT + texts);
    out.push_str("(criticality:'");
    push_text(asked.criticality, &mut out);
    out.push_str("',(criticality:'High'+internet_exposure:'Yes'))+((ip.services.port:");
    push_integers(&asked.ports[..1], &mut out);
    out.push_str("+(ip.services.status:'");
    push_text(asked.status, &mut out);
    out.push_str("',(ip.services.status_code:>=200+ip.services.protocol:!'");
    push_text(asked.protocol, &mut out);
    out.push_str("'))),(dns_domain.services.port:");
    push_integers(&asked.ports[1..], &mut out);
    out.push_str("+(dns_domain.services.status:'");
    push_text(asked.status, &mut out);
    out.push_str("',(dns_domain.services.status_code:>=200+dns_domain.services.protocol:!'");
    push_text(asked.protocol, &mut out);
    out.push_str("'))),manual:true)+triage.assigned_to:null");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_write_the_same_text() {
        let set = crate::filters::set();
        let sample = set.iter().find(|sample| sample.name == "groups");
        let text = &sample.expect("a sample of groups").text;
        assert_eq!(fields(&ASKED).as_str(), text);
        assert_eq!(placeholders(&ASKED).as_str(), text);
        assert_eq!(&format_unescaped(&ASKED), text);
        assert_eq!(&format_replaced(&ASKED), text);
        assert_eq!(&limit(&ASKED), text);
    }
}
