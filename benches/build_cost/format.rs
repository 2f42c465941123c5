//! The baseline: the same twenty strings with unescaped `format!`.

/// Filter 00.
pub fn filter_00(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> String {
    format!(
        "asset_id:'{a}'+criticality_timestamp:>'now-7d'+confidence:[{},{},{}]+dns_domain.services.applications.vendor:*'*web0*'+ip.cloud_vm.instance_id:!'{b}'+ip.location.country_code:['{c}','{d}']",
        p[0], p[1], p[2]
    )
}

/// Filter 01.
pub fn filter_01(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> String {
    format!(
        "dns_domain.fqdn:'{a}'+dns_domain.services.first_seen:>'now-7d'+dns_domain.services.port:[{},{},{}]+dns_domain.services.status:*'*web1*'+ip.cloud_vm.source:!'{b}'+ip.services.applications.category:['{c}','{d}']",
        p[0], p[1], p[2]
    )
}

/// Filter 02.
pub fn filter_02(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> String {
    format!(
        "dns_domain.services.applications.version:'{a}'+dns_domain.services.last_seen:>'now-7d'+dns_domain.services.status_code:[{},{},{}]+ip.cloud_vm.lifecycle:*'*web2*'+ip.location.country_name:!'{b}'+ip.services.platform_name:['{c}','{d}']",
        p[0], p[1], p[2]
    )
}

/// Filter 03.
pub fn filter_03(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> String {
    format!(
        "dns_domain.services.transport:'{a}'+first_seen:>'now-7d'+ip.asn:[{},{},{}]+ip.cloud_vm.status:*'*web3*'+ip.services.applications.cpe:!'{b}'+subsidiaries.name:['{c}','{d}']",
        p[0], p[1], p[2]
    )
}

/// Filter 04.
pub fn filter_04(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> String {
    format!(
        "ip.cloud_vm.mac_address:'{a}'+ip.services.first_seen:>'now-7d'+ip.services.port:[{},{},{}]+ip.location.postal_code:*'*web4*'+ip.services.protocol:!'{b}'+connectivity_status:['{c}','{d}']",
        p[0], p[1], p[2]
    )
}

/// Filter 05.
pub fn filter_05(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> String {
    format!(
        "ip.fqdns:'{a}'+ip.services.last_seen:>'now-7d'+ip.services.status_code:[{},{},{}]+ip.services.applications.name:*'*web5*'+triage.action:!'{b}'+dns_domain.parent_domain:['{c}','{d}']",
        p[0], p[1], p[2]
    )
}

/// Filter 06.
pub fn filter_06(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> String {
    format!(
        "ip.location.region_code:'{a}'+last_seen:>'now-7d'+confidence:[{},{},{}]+ip.services.protocol_port:*'*web6*'+criticality:!'{b}'+dns_domain.services.cpes:['{c}','{d}']",
        p[0], p[1], p[2]
    )
}

/// Filter 07.
pub fn filter_07(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> String {
    format!(
        "ip.services.applications.vendor:'{a}'+triage.updated_timestamp:>'now-7d'+dns_domain.services.port:[{},{},{}]+triage.assigned_to:*'*web7*'+dns_domain.services.applications.category:!'{b}'+id:['{c}','{d}']",
        p[0], p[1], p[2]
    )
}

/// Filter 08.
pub fn filter_08(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> String {
    format!(
        "ip.services.status:'{a}'+criticality_timestamp:>'now-7d'+dns_domain.services.status_code:[{},{},{}]+criticality_username:*'*web8*'+dns_domain.services.platform_name:!'{b}'+ip.cloud_vm.platform:['{c}','{d}']",
        p[0], p[1], p[2]
    )
}

/// Filter 09.
pub fn filter_09(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> String {
    format!(
        "triage.status:'{a}'+dns_domain.services.first_seen:>'now-7d'+ip.asn:[{},{},{}]+dns_domain.services.applications.cpe:*'*web9*'+internet_exposure:!'{b}'+ip.location.area_code:['{c}','{d}']",
        p[0], p[1], p[2]
    )
}

/// Filter 10.
pub fn filter_10(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> String {
    format!(
        "data_providers:'{a}'+dns_domain.services.last_seen:>'now-7d'+ip.services.port:[{},{},{}]+dns_domain.services.protocol:*'*web10*'+ip.cloud_vm.region:!'{b}'+ip.location.timezone:['{c}','{d}']",
        p[0], p[1], p[2]
    )
}

/// Filter 11.
pub fn filter_11(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> String {
    format!(
        "dns_domain.services.applications.name:'{a}'+first_seen:>'now-7d'+ip.services.status_code:[{},{},{}]+ip.aid:*'*web11*'+ip.location.city:!'{b}'+ip.services.cloud_provider:['{c}','{d}']",
        p[0], p[1], p[2]
    )
}

/// Filter 12.
pub fn filter_12(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> String {
    format!(
        "dns_domain.services.protocol_port:'{a}'+ip.services.first_seen:>'now-7d'+confidence:[{},{},{}]+ip.cloud_vm.security_groups:*'*web12*'+ip.ptr:!'{b}'+perimeter:['{c}','{d}']",
        p[0], p[1], p[2]
    )
}

/// Filter 13.
pub fn filter_13(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> String {
    format!(
        "ip.cloud_vm.instance_id:'{a}'+ip.services.last_seen:>'now-7d'+dns_domain.services.port:[{},{},{}]+ip.location.country_code:*'*web13*'+ip.services.cpes:!'{b}'+asset_id:['{c}','{d}']",
        p[0], p[1], p[2]
    )
}

/// Filter 14.
pub fn filter_14(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> String {
    format!(
        "ip.cloud_vm.source:'{a}'+last_seen:>'now-7d'+dns_domain.services.status_code:[{},{},{}]+ip.services.applications.category:*'*web14*'+subsidiaries.id:!'{b}'+dns_domain.fqdn:['{c}','{d}']",
        p[0], p[1], p[2]
    )
}

/// Filter 15.
pub fn filter_15(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> String {
    format!(
        "ip.location.country_name:'{a}'+triage.updated_timestamp:>'now-7d'+ip.asn:[{},{},{}]+ip.services.platform_name:*'*web15*'+asset_type:!'{b}'+dns_domain.services.applications.version:['{c}','{d}']",
        p[0], p[1], p[2]
    )
}

/// Filter 16.
pub fn filter_16(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> String {
    format!(
        "ip.services.applications.cpe:'{a}'+criticality_timestamp:>'now-7d'+ip.services.port:[{},{},{}]+subsidiaries.name:*'*web16*'+dns_domain.isps:!'{b}'+dns_domain.services.transport:['{c}','{d}']",
        p[0], p[1], p[2]
    )
}

/// Filter 17.
pub fn filter_17(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> String {
    format!(
        "ip.services.protocol:'{a}'+dns_domain.services.first_seen:>'now-7d'+ip.services.status_code:[{},{},{}]+connectivity_status:*'*web17*'+dns_domain.services.cloud_provider:!'{b}'+ip.cloud_vm.mac_address:['{c}','{d}']",
        p[0], p[1], p[2]
    )
}

/// Filter 18.
pub fn filter_18(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> String {
    format!(
        "triage.action:'{a}'+dns_domain.services.last_seen:>'now-7d'+confidence:[{},{},{}]+dns_domain.parent_domain:*'*web18*'+dns_domain.type:!'{b}'+ip.fqdns:['{c}','{d}']",
        p[0], p[1], p[2]
    )
}

/// Filter 19.
pub fn filter_19(a: &str, b: &str, c: &str, d: &str, p: [i64; 3]) -> String {
    format!(
        "criticality:'{a}'+first_seen:>'now-7d'+dns_domain.services.port:[{},{},{}]+dns_domain.services.cpes:*'*web19*'+ip.cloud_vm.owner_id:!'{b}'+ip.location.region_code:['{c}','{d}']",
        p[0], p[1], p[2]
    )
}
