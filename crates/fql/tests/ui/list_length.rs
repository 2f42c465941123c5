use fql::collections::external_assets as asset;

fn main() {
    let empty: [u16; 0] = [];
    let _ = asset::ip::services::port.is_in(empty);
    let _ = asset::ip::services::port.is_in([443; 33]);
    let vector = vec![22, 3389];
    let _ = asset::ip::services::port.is_in(&vector[..]);
    let _ = asset::ip::services::port.is_in(&vector);
    let _ = asset::ip::services::port.is_in(vector);
}
