//! Lists the ids of the critical assets with reqwest alone.

use std::env::var;

use serde::Deserialize;

#[derive(Deserialize)]
struct Token {
    access_token: String,
}

#[derive(Deserialize)]
struct Page {
    resources: Vec<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let (client, base) = (reqwest::Client::new(), var("FALCON_BASE_URL")?);
    let (id, secret) = (var("FALCON_CLIENT_ID")?, var("FALCON_CLIENT_SECRET")?);
    let token = client
        .post(format!("{base}/oauth2/token"))
        .form(&[("client_id", id), ("client_secret", secret)]);
    let token: Token = token.send().await?.error_for_status()?.json().await?;
    let page = client
        .get(format!("{base}/fem/queries/external-assets/v2"))
        .query(&[("filter", "criticality:'Critical'")])
        .bearer_auth(token.access_token);
    let page: Page = page.send().await?.error_for_status()?.json().await?;
    for id in page.resources {
        println!("{id}");
    }
    Ok(())
}
