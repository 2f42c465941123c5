use fql::collections::external_assets as asset;

fn main() {
    let owner: Option<&str> = None;
    let _ = asset::triage::assigned_to.eq(owner);
}
