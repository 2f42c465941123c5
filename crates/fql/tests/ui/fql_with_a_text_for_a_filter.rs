use fql::collections::external_assets as asset;

fn main() {
    let mine = "criticality:'High'";
    let _ = fql::fql!(asset, "manual:true+{mine}");
}
