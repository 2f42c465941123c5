//! Downloads the banner of an asset's service into a file, byte for byte.
//!
//! ```sh
//! export FALCON_CLIENT_ID=… FALCON_CLIENT_SECRET=…
//! cargo run -p fql-examples --example download_banner
//! ```
#![allow(clippy::print_stdout)]

use std::error::Error;

use falcon_transport::Falcon;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let falcon = Falcon::from_env()?;
    let assets = falcon.exposure_management();
    for asset in assets.get_assets(["asset-1"]).send().await?.complete()? {
        let services = asset.ip.map(|ip| ip.services).unwrap_or_default();
        for service in services {
            // The link is relative; a link to another host is rejected.
            let link = service.blob_links.and_then(|links| links.download_banner);
            let Some(link) = link else { continue };
            let path = std::env::temp_dir().join(format!("{}-banner.bin", asset.id));
            // The file is renamed to its final name when the download is complete.
            let download = assets.download_link(&link)?.send().await?;
            let bytes = download.to_file(&path).await?;
            println!("{bytes} bytes of {}", asset.id);
            std::fs::remove_file(path)?;
        }
    }
    Ok(())
}
