use fql::collections::external_assets as asset;

fn main() {
    let ports = ["22", "3389"];
    let _ = fql::fql!(asset, "ip.services.port:[{ports}]");
}
