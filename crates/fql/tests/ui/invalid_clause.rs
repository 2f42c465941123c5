use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::{Filter, Timestamp};

struct Hostname(String);

fn integer_as_text(port: u16) -> Filter<ExternalAssets> {
    asset::criticality.eq(port).into()
}

fn optional_value(criticality: Option<String>) -> Filter<ExternalAssets> {
    asset::criticality.eq(criticality).into()
}

fn own_type(hostname: Hostname) -> Filter<ExternalAssets> {
    asset::dns_domain::fqdn.eq(hostname).into()
}

fn vector_as_list(ports: Vec<u16>) -> Filter<ExternalAssets> {
    asset::ip::services::port.is_in(ports).into()
}

fn slice_as_list(ports: &[u16]) -> Filter<ExternalAssets> {
    asset::ip::services::port.is_in(ports).into()
}

fn string_as_time(since: &str) -> Filter<ExternalAssets> {
    asset::last_seen.ge(since).into()
}

fn time_from_string(since: &str) -> Timestamp {
    since.into()
}

fn combined(criticality: Option<String>) -> Filter<ExternalAssets> {
    asset::criticality.eq(criticality) & asset::manual.eq(true)
}

fn operand(criticality: Option<String>) -> Filter<ExternalAssets> {
    asset::manual.eq(true) & asset::criticality.eq(criticality)
}

fn main() {}
