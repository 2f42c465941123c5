//! Sees what failed beside what succeeded: an answer with errors in it is no plain list.
//!
//! ```sh
//! export FALCON_CLIENT_ID=… FALCON_CLIENT_SECRET=…
//! cargo run -p fql-examples --example partial_answer
//! ```
#![allow(clippy::print_stdout)]

use std::error::Error;

use falcon_transport::{AssetUpdate, Falcon};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let falcon = Falcon::from_env()?;
    let updates = ["asset-1", "asset-2"].map(|id| AssetUpdate::new(id).criticality("High"));
    let request = falcon.exposure_management().update_assets(updates);

    // `complete()` gives the list only when nothing failed; `?` would make an error of it here.
    match request.send().await?.complete() {
        Ok(assets) => println!("all {} are changed", assets.len()),
        Err(partial) => {
            println!("{partial}");
            let parts = partial.into_response().into_parts();
            for asset in parts.succeeded {
                println!("changed: {}", asset.id);
            }
            for error in parts.errors {
                println!("not changed: {}", error.id.as_deref().unwrap_or("unknown"));
            }
        }
    }
    Ok(())
}
