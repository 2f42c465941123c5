use fql::collections::external_assets as asset;
use fql::fql;

mod widgets {
    fql::collection! {
        /// Widgets.
        pub Widgets "widgets" sort "|";
        dimensions.width: integer [exact, range];
    }
}

fn main() {
    let _ = fql!(asset, "dns_domain.services.id:!'a'");
    let _ = fql!(asset, "criticality_description:*'web*'");
    let _ = fql!(asset, "ip.ip_address:['192.0.2.1','192.0.2.2']");
    let _ = fql!(asset, "confidence:>50");
    let _ = fql!(asset, "perimeter:~'official'");
    let _ = fql!(widgets, "dimensions.width:[5,6]");
}
