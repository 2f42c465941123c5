use fql::collections::external_assets as asset;

fn main() {
    let _ = asset::ip::services::port.is_in([443; 33]);
}
