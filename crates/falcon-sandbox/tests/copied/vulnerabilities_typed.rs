// [dependencies]
// fql = { git = "https://github.com/falcon-fql/falcon-fql", features = ["spotlight"] }
// falcon-transport = { git = "https://github.com/falcon-fql/falcon-fql", features = ["spotlight"] }
// tokio = { version = "1", features = ["macros", "rt-multi-thread"] }

use falcon_transport::Falcon;
use fql::collections::spotlight_vulnerabilities;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let filter = spotlight_vulnerabilities::status.eq("open")
        | spotlight_vulnerabilities::cve::severity.is_in(["CRITICAL", "HIGH"]);
    let falcon = Falcon::builder()
        .credentials("sandbox", "sandbox")
        .base_url(url())
        .build()?;
    let mut items = falcon.list(spotlight_vulnerabilities::QUERY_VULNERABILITIES).filter(filter).ids();
    while let Some(item) = items.try_next().await? {
        println!("{item}");
    }
    Ok(())
}
