use fql::collections::external_assets as asset;

fn main() {
    let _ = asset::dns_domain::services::id.eq("a");
    let _ = asset::dns_domain::services::id.ne("a");
    let _ = asset::dns_domain::services::first_seen.is_null();
}
