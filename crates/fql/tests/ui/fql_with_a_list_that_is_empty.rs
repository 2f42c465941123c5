use fql::collections::external_assets as asset;

fn main() {
    let ports: [u16; 0] = [];
    let _ = fql::fql!(asset, "ip.services.port:[{ports}]");
}
