use fql::collections::external_assets as asset;

fn main() {
    let _ = asset::dns_domain::services::first_seen.is_null();
}
