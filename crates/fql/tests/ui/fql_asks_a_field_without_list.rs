use fql::collections::external_assets as asset;

fn main() {
    let _ = fql::fql!(asset, "ip.ip_address:['192.0.2.1','192.0.2.2']");
}
