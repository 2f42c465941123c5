use fql::collections::external_assets as asset;

fn main() {
    let _ = asset::ip::ip_address.eq("192.0.2.1");
}
