//! The programs that the explorer offers to copy: each runs against the sandbox and sends the filter.
//!
//! `FQL_BLESS=1 cargo test -p falcon-sandbox --test it copied` writes them to `tests/copied`. The URL of the sandbox is
//! the only difference from the copied text.

use std::error::Error;
use std::path::Path;
use std::sync::OnceLock;

use falcon_sandbox::Sandbox;
use fql::collections::hosts;
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};

use crate::support::{HttpResponse, RawClient};

static URL: OnceLock<String> = OnceLock::new();

/// The base URL in the stored programs.
fn url() -> &'static str {
    URL.get().unwrap()
}

type Program = fn() -> Result<(), Box<dyn Error>>;

macro_rules! programs {
    ($($module:ident $collection:literal $form:literal $filter:literal;)*) => {
        $(#[allow(clippy::print_stdout, reason = "a copied program prints")]
        mod $module {
            use super::url;

            include!(concat!("../copied/", stringify!($module), ".rs"));

            pub(super) const MAIN: super::Program = main;
        })*

        /// The programs with their collections, forms and filters.
        const PROGRAMS: &[(&str, Program, &str, &str, &str)] = &[
            $((stringify!($module), $module::MAIN, $collection, $form, $filter),)*
        ];
    };
}

programs! {
    hosts_macro "hosts" "fql!"
        "platform_name:'Linux'+(hostname:*'web*',hostname:!'a\\'b\"c\\\\d')";
    hosts_typed "hosts" "Typed Rust"
        "platform_name:'Linux'+last_seen:>'now-7d'+(hostname:*'web*',hostname:!'a\\'b\"c\\\\d')+local_ip:'192.0.2.1'";
    alerts_typed "alerts" "Typed Rust"
        "severity:>=70+status:!['closed','new']+created_timestamp:!<'2026-01-01T00:00:00Z'";
    assets_macro "external-assets" "fql!"
        "criticality:!'Critical'+ip.services.port:[22,3389]";
    assets_typed "external-assets" "Typed Rust"
        "criticality:!'Critical'+ip.services.port:[22,3389]+ip.ip_address:'192.0.2.0/24'+manual:false+triage.assigned_to:!null+id:'a*'";
    vulnerabilities_typed "spotlight-vulnerabilities" "Typed Rust"
        "status:'open',cve.severity:['CRITICAL','HIGH']";
    sensors_macro "sensors" "fql!"
        "status:'active'+agent_version:*'7*'";
}

async fn check(http: &RawClient, collection: &str, filter: &str) -> Value {
    let request = http.request(Method::POST, "/explore/check");
    let request = request.header(CONTENT_TYPE, "application/json");
    let body = json!({"collection": collection, "filter": filter}).to_string();
    HttpResponse::read(request.body(body).send().await.unwrap())
        .await
        .body
}

#[test]
fn copied_programs_send_the_filter() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let sandbox = Sandbox::builder().explorer(&hosts::TABLE).start();
    let sandbox = runtime.block_on(sandbox).unwrap();
    let http = RawClient::without_token(&sandbox);
    URL.set(sandbox.url()).unwrap();
    for (name, main, collection, form, filter) in PROGRAMS {
        let checked = runtime.block_on(check(&http, collection, filter));
        let copies = checked["copy"].as_array().unwrap();
        let copy = copies.iter().find(|copy| copy["name"] == *form).unwrap();
        let text = copy["text"].as_str().unwrap();
        let program = text.replace(&format!("{:?}", sandbox.url()), "url()");
        let path = format!("{}/tests/copied/{name}.rs", env!("CARGO_MANIFEST_DIR"));
        let path = Path::new(&path);
        if std::env::var_os("FQL_BLESS").is_some() {
            // The programs of this build are those that were stored before.
            std::fs::write(path, &program).unwrap();
            continue;
        }
        assert_eq!(program, std::fs::read_to_string(path).unwrap(), "{name}");
        main().unwrap_or_else(|error| panic!("{name}: {error}"));
        let requests = sandbox.requests();
        let listing = requests.recent().last().unwrap();
        assert_eq!(listing.status, 200, "{name}");
        let canonical = checked["canonical"].as_str().unwrap();
        let query = listing.query.clone();
        let sent = form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == "filter");
        assert_eq!(sent.unwrap().1, canonical, "{name}");
    }
}
