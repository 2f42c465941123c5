use fql::collections::external_assets as asset;

fn main() {
    let field = "id";
    let _ = fql::fql!(asset, "{field}:'a'");
}
