use fql::collections::external_assets as asset;

fn main() {
    let _ = asset::dns_domain::services::id.eq("a");
}
