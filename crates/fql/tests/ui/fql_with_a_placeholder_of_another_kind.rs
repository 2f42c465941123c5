use fql::collections::external_assets as asset;

fn main() {
    let port = "443";
    let _ = fql::fql!(asset, "criticality:'High'+ip.services.port:{port}");
}
