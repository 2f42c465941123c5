//! Lists the ids of the critical assets with the transport.

use falcon_transport::Falcon;
use fql::fql;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let filter = fql!(fql::collections::external_assets, "criticality:'Critical'");
    let falcon = Falcon::from_env()?;
    let query = falcon.exposure_management().query_assets();
    for id in query.filter(filter).send().await?.complete()? {
        println!("{id}");
    }
    Ok(())
}
