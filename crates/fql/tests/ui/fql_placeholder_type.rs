use fql::collections::external_assets as asset;
use fql::fql;

fn main() {
    let string = "443";
    let _ = fql!(asset, "criticality:'High'+ip.services.port:{string}");
    let _ = fql!(asset, "last_seen:>{string}");
    let duration = std::time::Duration::ZERO;
    let _ = fql!(asset, "last_seen:>{duration}");
    let _ = fql!(asset, "manual:true+{string}");
    let owned = String::from("un*");
    let _ = fql!(asset, "perimeter:*{owned}");
    let array = [22, 3389];
    let _ = fql!(asset, "ip.services.port:{array}");
    let strings = ["22", "3389"];
    let _ = fql!(asset, "ip.services.port:[{strings}]");
    let empty: [u16; 0] = [];
    let _ = fql!(asset, "ip.services.port:[{empty}]");
    let vector = vec![22, 3389];
    let _ = fql!(asset, "ip.services.port:[{vector}]");
}
