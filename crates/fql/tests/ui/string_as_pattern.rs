use fql::collections::external_assets::{self as asset, ExternalAssets};

fn borrowed(prefix: &str) -> fql::Filter<ExternalAssets> {
    asset::perimeter.wildcard(prefix).into()
}

fn main() {
    let owned = String::from("un*");
    borrowed(&owned);
    let _ = asset::perimeter.wildcard(owned);
}

fn local(prefix: String) {
    let _ = asset::perimeter.wildcard(prefix.as_str());
}
