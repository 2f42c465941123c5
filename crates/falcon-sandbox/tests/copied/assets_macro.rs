// [dependencies]
// fql = { git = "https://github.com/falcon-fql/falcon-fql" }
// falcon-transport = { git = "https://github.com/falcon-fql/falcon-fql" }
// tokio = { version = "1", features = ["macros", "rt-multi-thread"] }

use falcon_transport::Falcon;
use fql::collections::external_assets;
use fql::fql;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let filter = fql!(external_assets, "criticality:!'Critical'+ip.services.port:[22,3389]");
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
