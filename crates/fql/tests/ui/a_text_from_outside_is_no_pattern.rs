use fql::collections::external_assets as asset;

fn outside(text: &str) -> fql::Filter<asset::ExternalAssets> {
    asset::perimeter.wildcard(text).into()
}

fn main() {
    outside("un*");
}
