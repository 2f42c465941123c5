use fql::collections::external_assets as asset;
use fql::fql;

fn main() {
    let variable = "criticality:'High'";
    let _ = fql!(asset, variable);
    let _ = fql!(asset, &format!("criticality:'{variable}'"));
    let _ = fql!("criticality:'High'");
    let _ = fql!(fql::collections::external_assets::ExternalAssets, "criticality:'High'");
    let _ = fql!(std::collections, "criticality:'High'");
}
