// [dependencies]
// fql = { git = "https://github.com/falcon-fql/falcon-fql", features = ["hosts"] }
// falcon-transport = { git = "https://github.com/falcon-fql/falcon-fql", features = ["hosts"] }
// tokio = { version = "1", features = ["macros", "rt-multi-thread"] }

use falcon_transport::Falcon;
use fql::Timestamp;
use fql::collections::hosts;
use fql::fql;
use std::net::IpAddr;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let filter = hosts::platform_name.eq("Linux")
        & hosts::last_seen.gt("now-7d".parse::<Timestamp>()?)
        & (hosts::hostname.wildcard("web*")
        | fql!(hosts, "hostname:!'a\\'b\"c\\d'"))
        & hosts::local_ip.eq("192.0.2.1".parse::<IpAddr>()?);
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
