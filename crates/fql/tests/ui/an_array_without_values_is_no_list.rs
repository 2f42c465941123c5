use fql::collections::external_assets as asset;

fn main() {
    let none: [u16; 0] = [];
    let _ = asset::ip::services::port.is_in(none);
}
