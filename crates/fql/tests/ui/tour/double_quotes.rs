use fql::collections::external_assets as asset;

fn main() {
    let _ = fql::fql!(asset, "criticality:"Critical"");
}
