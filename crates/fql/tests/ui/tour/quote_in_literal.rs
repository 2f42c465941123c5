use fql::collections::external_assets as asset;

fn main() {
    let _ = fql::fql!(asset, "triage.assigned_to:'Pat O\'Neil'");
}
