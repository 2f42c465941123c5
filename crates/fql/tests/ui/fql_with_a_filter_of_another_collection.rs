use fql::collections::external_assets as asset;

fn main() {
    let other = fql::Filter::<fql::collections::sensors::Sensors>::ALL;
    let _ = fql::fql!(asset, "manual:true+{other}");
}
