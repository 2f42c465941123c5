use fql::collections::external_assets as asset;
use fql::fql;

fn main() {
    let _ = fql!(asset, "ip.services.port:[22,'ssh']");
    let _ = fql!(asset, "last_seen:>'yesterday'");
}
