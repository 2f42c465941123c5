use fql::collections::external_assets as asset;

fn main() {
    let text = String::from("un*");
    let _ = asset::perimeter.wildcard(text);
}
