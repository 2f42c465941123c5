//! Handles a partial success: a response that contains errors as well as resources.
//!
//! ```sh
//! export FALCON_CLIENT_ID=… FALCON_CLIENT_SECRET=…
//! cargo run -p fql-examples --example partial_response
//! ```
#![allow(clippy::print_stdout)]

use std::error::Error;

use falcon_transport::Falcon;
use falcon_transport::exposure_management::{AssetUpdate, Criticality};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let falcon = Falcon::from_env()?;
    let updates =
        ["asset-1", "asset-2"].map(|id| AssetUpdate::new(id).criticality(Criticality::High));
    let request = falcon.exposure_management().update_assets(updates);

    // `complete()` returns the list only if nothing failed. With `?` a partial success would be an
    // error here.
    match request.send().await?.complete() {
        Ok(assets) => println!("updated all {}", assets.len()),
        Err(partial) => {
            println!("{partial}");
            let parts = partial.into_response().into_parts();
            for asset in parts.succeeded {
                println!("updated: {}", asset.id);
            }
            for error in parts.errors {
                println!("failed: {}", error.id.as_deref().unwrap_or("unknown"));
            }
        }
    }
    Ok(())
}
