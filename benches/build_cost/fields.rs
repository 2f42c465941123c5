//! Twenty six-clause filters of typed fields, one a function, no two alike.

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::{Filter, Timestamp};

/// Filter 00.
pub fn filter_00(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> Filter<ExternalAssets> {
    asset::asset_id.eq(a)
        & asset::criticality_timestamp.gt(Timestamp::days_ago(7))
        & asset::confidence.is_in(p)
        & asset::dns_domain::services::applications::vendor.wildcard("*web0*")
        & !asset::ip::cloud_vm::instance_id.eq(b)
        & asset::ip::location::country_code.is_in([c, d])
}

/// Filter 01.
pub fn filter_01(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> Filter<ExternalAssets> {
    asset::dns_domain::fqdn.eq(a)
        & asset::dns_domain::services::first_seen.gt(Timestamp::days_ago(7))
        & asset::dns_domain::services::port.is_in(p)
        & asset::dns_domain::services::status.wildcard("*web1*")
        & !asset::ip::cloud_vm::source.eq(b)
        & asset::ip::services::applications::category.is_in([c, d])
}

/// Filter 02.
pub fn filter_02(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> Filter<ExternalAssets> {
    asset::dns_domain::services::applications::version.eq(a)
        & asset::dns_domain::services::last_seen.gt(Timestamp::days_ago(7))
        & asset::dns_domain::services::status_code.is_in(p)
        & asset::ip::cloud_vm::lifecycle.wildcard("*web2*")
        & !asset::ip::location::country_name.eq(b)
        & asset::ip::services::platform_name.is_in([c, d])
}

/// Filter 03.
pub fn filter_03(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> Filter<ExternalAssets> {
    asset::dns_domain::services::transport.eq(a)
        & asset::first_seen.gt(Timestamp::days_ago(7))
        & asset::ip::asn.is_in(p)
        & asset::ip::cloud_vm::status.wildcard("*web3*")
        & !asset::ip::services::applications::cpe.eq(b)
        & asset::subsidiaries::name.is_in([c, d])
}

/// Filter 04.
pub fn filter_04(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> Filter<ExternalAssets> {
    asset::ip::cloud_vm::mac_address.eq(a)
        & asset::ip::services::first_seen.gt(Timestamp::days_ago(7))
        & asset::ip::services::port.is_in(p)
        & asset::ip::location::postal_code.wildcard("*web4*")
        & !asset::ip::services::protocol.eq(b)
        & asset::connectivity_status.is_in([c, d])
}

/// Filter 05.
pub fn filter_05(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> Filter<ExternalAssets> {
    asset::ip::fqdns.eq(a)
        & asset::ip::services::last_seen.gt(Timestamp::days_ago(7))
        & asset::ip::services::status_code.is_in(p)
        & asset::ip::services::applications::name.wildcard("*web5*")
        & !asset::triage::action.eq(b)
        & asset::dns_domain::parent_domain.is_in([c, d])
}

/// Filter 06.
pub fn filter_06(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> Filter<ExternalAssets> {
    asset::ip::location::region_code.eq(a)
        & asset::last_seen.gt(Timestamp::days_ago(7))
        & asset::confidence.is_in(p)
        & asset::ip::services::protocol_port.wildcard("*web6*")
        & !asset::criticality.eq(b)
        & asset::dns_domain::services::cpes.is_in([c, d])
}

/// Filter 07.
pub fn filter_07(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> Filter<ExternalAssets> {
    asset::ip::services::applications::vendor.eq(a)
        & asset::triage::updated_timestamp.gt(Timestamp::days_ago(7))
        & asset::dns_domain::services::port.is_in(p)
        & asset::triage::assigned_to.wildcard("*web7*")
        & !asset::dns_domain::services::applications::category.eq(b)
        & asset::id.is_in([c, d])
}

/// Filter 08.
pub fn filter_08(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> Filter<ExternalAssets> {
    asset::ip::services::status.eq(a)
        & asset::criticality_timestamp.gt(Timestamp::days_ago(7))
        & asset::dns_domain::services::status_code.is_in(p)
        & asset::criticality_username.wildcard("*web8*")
        & !asset::dns_domain::services::platform_name.eq(b)
        & asset::ip::cloud_vm::platform.is_in([c, d])
}

/// Filter 09.
pub fn filter_09(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> Filter<ExternalAssets> {
    asset::triage::status.eq(a)
        & asset::dns_domain::services::first_seen.gt(Timestamp::days_ago(7))
        & asset::ip::asn.is_in(p)
        & asset::dns_domain::services::applications::cpe.wildcard("*web9*")
        & !asset::internet_exposure.eq(b)
        & asset::ip::location::area_code.is_in([c, d])
}

/// Filter 10.
pub fn filter_10(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> Filter<ExternalAssets> {
    asset::data_providers.eq(a)
        & asset::dns_domain::services::last_seen.gt(Timestamp::days_ago(7))
        & asset::ip::services::port.is_in(p)
        & asset::dns_domain::services::protocol.wildcard("*web10*")
        & !asset::ip::cloud_vm::region.eq(b)
        & asset::ip::location::timezone.is_in([c, d])
}

/// Filter 11.
pub fn filter_11(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> Filter<ExternalAssets> {
    asset::dns_domain::services::applications::name.eq(a)
        & asset::first_seen.gt(Timestamp::days_ago(7))
        & asset::ip::services::status_code.is_in(p)
        & asset::ip::aid.wildcard("*web11*")
        & !asset::ip::location::city.eq(b)
        & asset::ip::services::cloud_provider.is_in([c, d])
}

/// Filter 12.
pub fn filter_12(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> Filter<ExternalAssets> {
    asset::dns_domain::services::protocol_port.eq(a)
        & asset::ip::services::first_seen.gt(Timestamp::days_ago(7))
        & asset::confidence.is_in(p)
        & asset::ip::cloud_vm::security_groups.wildcard("*web12*")
        & !asset::ip::ptr.eq(b)
        & asset::perimeter.is_in([c, d])
}

/// Filter 13.
pub fn filter_13(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> Filter<ExternalAssets> {
    asset::ip::cloud_vm::instance_id.eq(a)
        & asset::ip::services::last_seen.gt(Timestamp::days_ago(7))
        & asset::dns_domain::services::port.is_in(p)
        & asset::ip::location::country_code.wildcard("*web13*")
        & !asset::ip::services::cpes.eq(b)
        & asset::asset_id.is_in([c, d])
}

/// Filter 14.
pub fn filter_14(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> Filter<ExternalAssets> {
    asset::ip::cloud_vm::source.eq(a)
        & asset::last_seen.gt(Timestamp::days_ago(7))
        & asset::dns_domain::services::status_code.is_in(p)
        & asset::ip::services::applications::category.wildcard("*web14*")
        & !asset::subsidiaries::id.eq(b)
        & asset::dns_domain::fqdn.is_in([c, d])
}

/// Filter 15.
pub fn filter_15(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> Filter<ExternalAssets> {
    asset::ip::location::country_name.eq(a)
        & asset::triage::updated_timestamp.gt(Timestamp::days_ago(7))
        & asset::ip::asn.is_in(p)
        & asset::ip::services::platform_name.wildcard("*web15*")
        & !asset::asset_type.eq(b)
        & asset::dns_domain::services::applications::version.is_in([c, d])
}

/// Filter 16.
pub fn filter_16(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> Filter<ExternalAssets> {
    asset::ip::services::applications::cpe.eq(a)
        & asset::criticality_timestamp.gt(Timestamp::days_ago(7))
        & asset::ip::services::port.is_in(p)
        & asset::subsidiaries::name.wildcard("*web16*")
        & !asset::dns_domain::isps.eq(b)
        & asset::dns_domain::services::transport.is_in([c, d])
}

/// Filter 17.
pub fn filter_17(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> Filter<ExternalAssets> {
    asset::ip::services::protocol.eq(a)
        & asset::dns_domain::services::first_seen.gt(Timestamp::days_ago(7))
        & asset::ip::services::status_code.is_in(p)
        & asset::connectivity_status.wildcard("*web17*")
        & !asset::dns_domain::services::cloud_provider.eq(b)
        & asset::ip::cloud_vm::mac_address.is_in([c, d])
}

/// Filter 18.
pub fn filter_18(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> Filter<ExternalAssets> {
    asset::triage::action.eq(a)
        & asset::dns_domain::services::last_seen.gt(Timestamp::days_ago(7))
        & asset::confidence.is_in(p)
        & asset::dns_domain::parent_domain.wildcard("*web18*")
        & !asset::dns_domain::r#type.eq(b)
        & asset::ip::fqdns.is_in([c, d])
}

/// Filter 19.
pub fn filter_19(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> Filter<ExternalAssets> {
    asset::criticality.eq(a)
        & asset::first_seen.gt(Timestamp::days_ago(7))
        & asset::dns_domain::services::port.is_in(p)
        & asset::dns_domain::services::cpes.wildcard("*web19*")
        & !asset::ip::cloud_vm::owner_id.eq(b)
        & asset::ip::location::region_code.is_in([c, d])
}
