use fql::collections::external_assets as asset;

fn main() {
    let _ = asset::id.eq("a") && asset::manual.eq(true);
}
