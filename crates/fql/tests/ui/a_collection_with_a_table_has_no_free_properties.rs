use fql::Property;
use fql::collections::external_assets::ExternalAssets;

fn main() {
    let _ = Property::<ExternalAssets>::new("id");
}
