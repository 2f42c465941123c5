use falcon_transport::Falcon;
use falcon_transport::exposure_management::AssetUpdate;

fn ids_are_strings(falcon: Falcon) {
    let _ = falcon.exposure_management().get_assets(vec![1, 2]);
}

fn one_id_is_not_a_list(falcon: Falcon) {
    let _ = falcon.exposure_management().get_assets("id1");
}

fn filter_is_not_a_string(falcon: Falcon) {
    let _ = falcon.exposure_management().query_assets().filter("criticality:'High'");
}

fn sort_is_not_a_string(falcon: Falcon) {
    let _ = falcon.exposure_management().query_assets().sort("last_seen|desc");
}

fn page_size_or_number_of_items(falcon: Falcon) {
    let _ = falcon.exposure_management().query_assets().limit(10);
    let _ = falcon.exposure_management().query_assets().ids().limit(10);
    let _ = falcon.exposure_management().query_assets().assets().limit(10);
}

fn criticality_is_not_a_string() {
    let _ = AssetUpdate::new("id1").criticality("high");
}

fn main() {}
