use fql::collections::external_assets as asset;
use std::net::Ipv4Addr;

fn main() {
    let _ = asset::ip::ip_address.is_in([Ipv4Addr::LOCALHOST]);
}
