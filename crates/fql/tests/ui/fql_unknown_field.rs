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
    let _ = fql!(asset, "criticalty:'High'");
    let _ = fql!(asset, "criticality:'High'+port:22");
    let _ = fql!(asset, "wombat_velocity:9");
    let _ = fql!(asset, "criticalty:'High'+confidence:>50");
    let _ = fql!(widgets, "dimension.width:>5");
}
