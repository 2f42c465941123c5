// [dependencies]
// fql = { git = "https://github.com/falcon-fql/falcon-fql" }
// falcon-transport = { git = "https://github.com/falcon-fql/falcon-fql" }
// tokio = { version = "1", features = ["macros", "rt-multi-thread"] }

use falcon_transport::Falcon;
use fql::Network;
use fql::collections::external_assets;
use fql::fql;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let filter = external_assets::criticality.ne("Critical")
        & external_assets::ip::services::port.is_in([22, 3389])
        & external_assets::ip::ip_address.eq("192.0.2.0/24".parse::<Network>()?)
        & external_assets::manual.eq(false)
        & !external_assets::triage::assigned_to.is_null()
        & fql!(external_assets, "id:'a*'");
    let falcon = Falcon::builder()
        .credentials("sandbox", "sandbox")
        .base_url(url())
        .build()?;
    let mut items = falcon.list(external_assets::QUERY_EXTERNAL_ASSETS_V2).filter(filter).ids();
    while let Some(item) = items.try_next().await? {
        println!("{item}");
    }
    Ok(())
}
