use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::collections::sensors;
use fql::operation::{DetailsOperation, ListOperation};

fn list(_: ListOperation<ExternalAssets>) {}

fn details(_: DetailsOperation<ExternalAssets>) {}

fn main() {
    list(asset::QUERY_EXTERNAL_ASSETS_V2);
    list(sensors::QUERY_SENSORS_BY_FILTER);
    details(asset::QUERY_EXTERNAL_ASSETS_V2);
}
