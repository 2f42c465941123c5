//! Lists ids in pages of 100 from a loopback server: rusty_falcon and the transport compared with bare
//! reqwest. Each requests a page in turn, with a reused client.
//!
//! The server is that of the bench `paging` of `fql-benches`, a separate process that prints its address.
//! `benches/peers/run.sh paging` starts it; manually:
//!
//! ```sh
//! cargo bench -p fql-benches --bench paging -- serve
//! cargo bench --manifest-path benches/peers/Cargo.toml -p fql-peer-rusty-falcon -- URL
//! ```
use std::future::Future;
use std::io;
use std::process::ExitCode;

use falcon_transport::Falcon;
use falcon_transport::paging::Pager;
use fql_benches::ratios::{Comparison, Effort, write_table};
use rusty_falcon::apis::configuration::Configuration;
use rusty_falcon::apis::exposure_management_api::query_external_assets_v2;
use serde::Deserialize;
use tokio::runtime::{Builder, Runtime};

const PAGE: usize = 100;

#[derive(Deserialize)]
struct Page {
    meta: Meta,
    resources: Vec<String>,
}

#[derive(Deserialize)]
struct Meta {
    pagination: Pagination,
}

#[derive(Deserialize)]
struct Pagination {
    after: String,
}

/// Bare reqwest: requests a page with a token, checks the status and parses what it needs.
struct Bare {
    client: reqwest::Client,
    url: String,
    after: String,
}

impl Bare {
    async fn page(&mut self) -> usize {
        let (url, after) = (&self.url, &self.after);
        let url = format!("{url}/fem/queries/external-assets/v2?limit=100&after={after}");
        let response = self.client.get(url).bearer_auth("t").send().await.unwrap();
        let body = response.error_for_status().unwrap().bytes().await.unwrap();
        let page: Page = serde_json::from_slice(&body).unwrap();
        self.after = page.meta.pagination.after;
        page.resources.len()
    }
}

/// rusty_falcon. Its authentication supports only the URLs of the clouds, so it gets a token; its parts
/// are public.
struct RustyFalcon {
    configuration: Configuration,
    after: String,
}

impl RustyFalcon {
    async fn page(&mut self) -> usize {
        let limit = i32::try_from(PAGE).ok();
        let after = Some(self.after.as_str());
        let page = query_external_assets_v2(&self.configuration, after, limit, None, None);
        let page = page.await.unwrap();
        self.after = page.meta.pagination.unwrap().after;
        page.resources.len()
    }
}

fn listing(url: &str) -> Pager<String> {
    let builder = Falcon::builder().credentials("i", "s").base_url(url);
    let falcon = builder.build().unwrap();
    falcon.exposure_management().query_assets().page_size(100).ids()
}

/// Consumes the items of a page one by one.
async fn page_of(ids: &mut Pager<String>) -> usize {
    for _ in 0..PAGE {
        ids.try_next().await.unwrap().unwrap();
    }
    PAGE
}

/// Verifies that a page has the requested number of ids.
fn whole_page(runtime: &Runtime, page: impl Future<Output = usize>) {
    assert_eq!(runtime.block_on(page), PAGE);
}

fn main() -> io::Result<ExitCode> {
    let url = std::env::args().find(|argument| argument.starts_with("http://"));
    let Some(url) = url else {
        eprintln!("missing server URL; start one with `cargo bench -p fql-benches --bench paging -- serve`");
        return Ok(ExitCode::from(2));
    };
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let mut bare = Bare {
        client: reqwest::Client::new(),
        url: url.clone(),
        after: "0".to_owned(),
    };
    let mut rusty_falcon = RustyFalcon {
        configuration: Configuration {
            base_path: url.clone(),
            oauth_access_token: Some("t".to_owned()),
            ..Configuration::default()
        },
        after: "0".to_owned(),
    };
    // Clients must be created inside a runtime.
    let entered = runtime.enter();
    let mut ids = listing(&url);
    let mut pages = listing(&url).by_page();
    drop(entered);
    let rows = Comparison::new()
        .with("rusty_falcon", PAGE, || {
            whole_page(&runtime, rusty_falcon.page());
        })
        .with("bare reqwest", PAGE, || whole_page(&runtime, bare.page()))
        .with("falcon-transport, id by id", PAGE, || {
            whole_page(&runtime, page_of(&mut ids));
        })
        .with("falcon-transport, page by page", PAGE, || {
            whole_page(&runtime, async {
                pages.try_next().await.unwrap().unwrap().len()
            });
        })
        .run(Effort::from_arguments());
    let title = "a page of 100 ids from this machine";
    write_table(&mut io::stdout().lock(), title, "id", &rows)?;
    Ok(ExitCode::SUCCESS)
}
