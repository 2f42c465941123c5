use fql::collections::external_assets as asset;
use fql::fql;

fn main() {
    let name = "Pat";
    let filter = asset::id.eq("a");
    let _ = fql!(asset, "{name}:'a'");
    let _ = fql!(asset, "triage.assigned_to:'{name}'");
    let _ = fql!(asset, "triage.assigned_to:{}");
    let _ = fql!(asset, "triage.assigned_to:{a)b}");
    let _ = fql!(asset, "triage.assigned_to:{unknown}");
    let _ = fql!(asset, "!(manual:true+{filter})");
}
