//! Lists every asset that matches a filter, with its details, as a stream that holds one page in memory.
//!
//! ```sh
//! export FALCON_CLIENT_ID=… FALCON_CLIENT_SECRET=…
//! cargo run -p fql-examples --example all_assets
//! ```
#![allow(clippy::print_stdout)]

use std::error::Error;

use falcon_transport::{DetailResult, Falcon};
use fql::collections::external_assets as asset;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let falcon = Falcon::from_env()?;
    let filter = asset::criticality.eq("Critical") & asset::ip::services::port.is_in([22, 3389]);

    let mut assets = falcon
        .exposure_management()
        .query_assets()
        .filter(filter)
        .sort(asset::last_seen.desc())
        .page_size(1000)
        .assets();
    // Ids are listed in pages; details are fetched in batches of 100, four at a time. The order is
    // that of the query.
    while let Some(result) = assets.try_next().await? {
        match result {
            DetailResult::Found(asset) => {
                let address = asset.ip.and_then(|ip| ip.ip_address);
                println!(
                    "{}: {}",
                    asset.id,
                    address.as_deref().unwrap_or("no address")
                );
            }
            // The asset may have been deleted after its id was listed.
            DetailResult::Missing(missing) => println!("{}: gone", missing.id),
            DetailResult::Malformed(item) => println!("{item}"),
        }
    }
    Ok(())
}
