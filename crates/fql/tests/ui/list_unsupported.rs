use std::net::Ipv4Addr;

use fql::collections::external_assets as asset;

fn main() {
    let _ = asset::ip::ip_address.is_in([Ipv4Addr::LOCALHOST]);
    let _ = asset::criticality_description.try_is_in(vec!["a", "b"]);
}
