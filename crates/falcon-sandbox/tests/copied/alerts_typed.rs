// [dependencies]
// fql = { git = "https://github.com/falcon-fql/falcon-fql", features = ["alerts"] }
// falcon-transport = { git = "https://github.com/falcon-fql/falcon-fql", features = ["alerts"] }
// tokio = { version = "1", features = ["macros", "rt-multi-thread"] }

use falcon_transport::Falcon;
use fql::Timestamp;
use fql::collections::alerts;
use fql::fql;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let filter = alerts::severity.ge(70)
        & fql!(alerts, "status:!['closed','new']")
        & !alerts::created_timestamp.lt("2026-01-01T00:00:00Z".parse::<Timestamp>()?);
    let falcon = Falcon::builder()
        .credentials("sandbox", "sandbox")
        .base_url(url())
        .build()?;
    let mut items = falcon.list(alerts::GET_QUERIES_ALERTS_V2).filter(filter).ids();
    while let Some(item) = items.try_next().await? {
        println!("{item}");
    }
    Ok(())
}
