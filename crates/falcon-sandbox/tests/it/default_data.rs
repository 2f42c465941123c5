//! The documents of a sandbox that is started without any.

use falcon_sandbox::Sandbox;
use falcon_sandbox::data::Document;

use crate::support::{RawClient, client};

#[tokio::test]
async fn default_data_covers_every_collection() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let http = RawClient::new(&sandbox).await;
    let total = async |target: &str| {
        let response = http.get(target).await;
        response.body["meta"]["pagination"]["total"]
            .as_u64()
            .unwrap()
    };
    assert_eq!(total("/fem/queries/external-assets/v2").await, 1000);
    let filter = "criticality:'Critical'%2Bip.services.port:[22,3389]";
    assert!(total(&format!("/fem/queries/external-assets/v2?filter={filter}")).await > 0);
    assert!(total("/identity-protection/queries/devices/v1").await >= 20);
    assert!(total("/fem/queries/ecosystem-subsidiaries/v1").await > 1);
    // Blob links of assets can be downloaded.
    let link = sandbox
        .snapshot()
        .assets
        .iter()
        .map(Document::to_value)
        .find_map(|asset| {
            let services = asset["ip"]["services"].as_array()?.clone();
            services.iter().find_map(|service| {
                let link = service["blob_links"]["download_banner"].as_str()?;
                Some(link.to_owned())
            })
        })
        .unwrap();
    let falcon = client(&sandbox);
    let download = falcon.exposure_management().download_link(&link).unwrap();
    let blob = download.send().await.unwrap().bytes().await.unwrap();
    assert!(!blob.is_empty());
}
