use fql::collections::external_assets as asset;

fn main() {
    let _ = asset::ip::services::port.eq("443");
}
