use fql::Filter;
use fql::collections::external_assets::ExternalAssets;

fn main() {
    let _: Filter<ExternalAssets> = Filter::new("criticality:'High'");
    let _ = Filter::<ExternalAssets>::new(String::from("criticality:'High'"));
}
