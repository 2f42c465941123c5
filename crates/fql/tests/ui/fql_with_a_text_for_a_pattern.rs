use fql::collections::external_assets as asset;

fn main() {
    let text = String::from("un*");
    let _ = fql::fql!(asset, "perimeter:*{text}");
}
