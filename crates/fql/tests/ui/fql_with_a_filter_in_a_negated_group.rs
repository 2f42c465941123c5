use fql::collections::external_assets as asset;

fn main() {
    let mine = asset::id.eq("a");
    let _ = fql::fql!(asset, "!(manual:true+{mine})");
}
