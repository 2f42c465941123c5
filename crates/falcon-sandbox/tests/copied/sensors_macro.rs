// [dependencies]
// fql = { git = "https://github.com/falcon-fql/falcon-fql" }
// falcon-transport = { git = "https://github.com/falcon-fql/falcon-fql" }
// tokio = { version = "1", features = ["macros", "rt-multi-thread"] }

use falcon_transport::Falcon;
use fql::collections::sensors;
use fql::fql;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let filter = fql!(sensors, "status:'active'+agent_version:*'7*'");
    let falcon = Falcon::builder()
        .credentials("sandbox", "sandbox")
        .base_url(url())
        .build()?;
    let mut items = falcon.list(sensors::QUERY_SENSORS_BY_FILTER).filter(filter).ids();
    while let Some(item) = items.try_next().await? {
        println!("{item}");
    }
    Ok(())
}
