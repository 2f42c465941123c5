//! Twenty different six-clause filters with typed fields, one per function.

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::{Filter, Timestamp};

macro_rules! filters {
    ($($name:ident: $eq:path, $gt:path, $list:path, $wildcard:path, $pattern:literal, $ne:path, $strings:path;)*) => { $(
        /// A six-clause filter.
        pub fn $name(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> Filter<ExternalAssets> {
            $eq.eq(a)
                & $gt.gt(Timestamp::days_ago(7))
                & $list.is_in(p)
                & $wildcard.wildcard($pattern)
                & !$ne.eq(b)
                & $strings.is_in([c, d])
        }
    )* };
}

#[rustfmt::skip]
filters! {
    filter_00: asset::asset_id, asset::criticality_timestamp, asset::confidence, asset::dns_domain::services::applications::vendor, "*web0*", asset::ip::cloud_vm::instance_id, asset::ip::location::country_code;
    filter_01: asset::dns_domain::fqdn, asset::dns_domain::services::first_seen, asset::dns_domain::services::port, asset::dns_domain::services::status, "*web1*", asset::ip::cloud_vm::source, asset::ip::services::applications::category;
    filter_02: asset::dns_domain::services::applications::version, asset::dns_domain::services::last_seen, asset::dns_domain::services::status_code, asset::ip::cloud_vm::lifecycle, "*web2*", asset::ip::location::country_name, asset::ip::services::platform_name;
    filter_03: asset::dns_domain::services::transport, asset::first_seen, asset::ip::asn, asset::ip::cloud_vm::status, "*web3*", asset::ip::services::applications::cpe, asset::subsidiaries::name;
    filter_04: asset::ip::cloud_vm::mac_address, asset::ip::services::first_seen, asset::ip::services::port, asset::ip::location::postal_code, "*web4*", asset::ip::services::protocol, asset::connectivity_status;
    filter_05: asset::ip::fqdns, asset::ip::services::last_seen, asset::ip::services::status_code, asset::ip::services::applications::name, "*web5*", asset::triage::action, asset::dns_domain::parent_domain;
    filter_06: asset::ip::location::region_code, asset::last_seen, asset::confidence, asset::ip::services::protocol_port, "*web6*", asset::criticality, asset::dns_domain::services::cpes;
    filter_07: asset::ip::services::applications::vendor, asset::triage::updated_timestamp, asset::dns_domain::services::port, asset::triage::assigned_to, "*web7*", asset::dns_domain::services::applications::category, asset::id;
    filter_08: asset::ip::services::status, asset::criticality_timestamp, asset::dns_domain::services::status_code, asset::criticality_username, "*web8*", asset::dns_domain::services::platform_name, asset::ip::cloud_vm::platform;
    filter_09: asset::triage::status, asset::dns_domain::services::first_seen, asset::ip::asn, asset::dns_domain::services::applications::cpe, "*web9*", asset::internet_exposure, asset::ip::location::area_code;
    filter_10: asset::data_providers, asset::dns_domain::services::last_seen, asset::ip::services::port, asset::dns_domain::services::protocol, "*web10*", asset::ip::cloud_vm::region, asset::ip::location::timezone;
    filter_11: asset::dns_domain::services::applications::name, asset::first_seen, asset::ip::services::status_code, asset::ip::aid, "*web11*", asset::ip::location::city, asset::ip::services::cloud_provider;
    filter_12: asset::dns_domain::services::protocol_port, asset::ip::services::first_seen, asset::confidence, asset::ip::cloud_vm::security_groups, "*web12*", asset::ip::ptr, asset::perimeter;
    filter_13: asset::ip::cloud_vm::instance_id, asset::ip::services::last_seen, asset::dns_domain::services::port, asset::ip::location::country_code, "*web13*", asset::ip::services::cpes, asset::asset_id;
    filter_14: asset::ip::cloud_vm::source, asset::last_seen, asset::dns_domain::services::status_code, asset::ip::services::applications::category, "*web14*", asset::subsidiaries::id, asset::dns_domain::fqdn;
    filter_15: asset::ip::location::country_name, asset::triage::updated_timestamp, asset::ip::asn, asset::ip::services::platform_name, "*web15*", asset::asset_type, asset::dns_domain::services::applications::version;
    filter_16: asset::ip::services::applications::cpe, asset::criticality_timestamp, asset::ip::services::port, asset::subsidiaries::name, "*web16*", asset::dns_domain::isps, asset::dns_domain::services::transport;
    filter_17: asset::ip::services::protocol, asset::dns_domain::services::first_seen, asset::ip::services::status_code, asset::connectivity_status, "*web17*", asset::dns_domain::services::cloud_provider, asset::ip::cloud_vm::mac_address;
    filter_18: asset::triage::action, asset::dns_domain::services::last_seen, asset::confidence, asset::dns_domain::parent_domain, "*web18*", asset::dns_domain::r#type, asset::ip::fqdns;
    filter_19: asset::criticality, asset::first_seen, asset::dns_domain::services::port, asset::dns_domain::services::cpes, "*web19*", asset::ip::cloud_vm::owner_id, asset::ip::location::region_code;
}
