// [dependencies]
// fql = { git = "https://github.com/falcon-fql/falcon-fql", features = ["hosts"] }
// falcon-transport = { git = "https://github.com/falcon-fql/falcon-fql", features = ["hosts"] }
// tokio = { version = "1", features = ["macros", "rt-multi-thread"] }

use falcon_transport::Falcon;
use fql::collections::hosts;
use fql::fql;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let filter = fql!(hosts, "platform_name:'Linux'+(hostname:*'web*',hostname:!'a\\'b\"c\\d')");
    let falcon = Falcon::builder()
        .credentials("sandbox", "sandbox")
        .base_url(url())
        .build()?;
    let mut items = falcon.list(hosts::QUERY_DEVICES_BY_FILTER_SCROLL).filter(filter).ids();
    while let Some(item) = items.try_next().await? {
        println!("{item}");
    }
    Ok(())
}
