use fql::collections::external_assets as asset;
use fql::fql;

fn main() {
    let _ = fql!(asset, "criticality='High' AND manual:true");
    let _ = fql!(asset, "!criticality:'High'");
    let _ = fql!(asset, "ip.services.port:[]");
    let _ = fql!(asset, "criticality:'High");
    let _ = fql!(asset, "triage.assigned_to:'Pat O\'Neil'");
    let _ = fql!(asset, "criticality:"Critical"");
    let _ = fql!(
        asset,
        r#"criticality:"High"
           +ip.services.port:=>22"#
    );
}
