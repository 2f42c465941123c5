//! Lists ids in pages of 100 from a loopback server: the transport compared with bare reqwest.
//!
//! * `cargo bench -p fql-benches --bench paging` times the variants in turn, a hundred requests at a
//!   time, in one process with reused clients, and prints the median and quartiles of the ratios to bare
//!   reqwest, round by round. All variants consume the ids one by one. There is also bare reqwest with a
//!   timeout, and the transport without timeouts.
//! * `… --bench paging -- memory IDS` lists IDS ids and prints the peak resident size.
//! * `… -- ids IDS`, `pages IDS`, `bare IDS` and `text IDS` list IDS ids with one variant, for counting
//!   instructions: `valgrind --tool=callgrind PROGRAM ids 120000` minus the same for 20000 is the cost of
//!   a thousand requests in the steady state.
//!
//! The server is a separate process, so its time and memory are not measured.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a failed measurement must stop at once"
)]

use std::io::{BufRead, BufReader, ErrorKind};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use falcon_transport::paging::{Pager, Pages};
use falcon_transport::{Falcon, FalconBuilder};
use serde::Deserialize;
use tokio::net::{TcpListener, TcpStream};

const PAGE: usize = 100;

fn main() {
    // Bare reqwest uses the same TLS.
    falcon_transport::install_tls_provider();
    // Cargo adds `--bench`.
    let arguments = std::env::args().skip(1);
    let arguments: Vec<String> = arguments.filter(|argument| argument != "--bench").collect();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["serve"] => runtime.block_on(serve()),
        [] => runtime.block_on(time()),
        ["bare", ids] => runtime.block_on(only_bare(ids.parse().unwrap(), as_bytes)),
        ["text", ids] => runtime.block_on(only_bare(ids.parse().unwrap(), as_text)),
        ["ids", ids] => runtime.block_on(only_ids(ids.parse().unwrap())),
        ["pages", ids] => runtime.block_on(only_pages(ids.parse().unwrap())),
        ["memory", ids] => runtime.block_on(memory(ids.parse().unwrap())),
        _ => println!(
            "arguments: none, or one of memory, ids, pages, bare and text with a number of ids"
        ),
    }
}

/// Serves pages that always have a next page.
///
/// One thread serves all connections: with a thread per connection, some would share a core with the
/// client and some would not, which changes the time by a tenth.
async fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("{}", listener.local_addr().unwrap());
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        tokio::spawn(respond(stream));
    }
}

async fn respond(stream: TcpStream) {
    stream.set_nodelay(true).unwrap();
    let mut received = Vec::new();
    loop {
        while !is_complete(&received) {
            let mut piece = [0; 4096];
            stream.readable().await.unwrap();
            match stream.try_read(&mut piece) {
                Ok(length) if length > 0 => received.extend_from_slice(&piece[..length]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                _ => return,
            }
        }
        let target = received.split(|byte| *byte == b' ').nth(1).unwrap();
        let body = body_for(std::str::from_utf8(target).unwrap());
        received.clear();
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Ratelimit-Limit: 6000\r\n\
             X-Ratelimit-Remaining: 5999\r\nX-Cs-Traceid: 0\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let response = head + &body;
        let mut rest = response.as_bytes();
        while !rest.is_empty() {
            stream.writable().await.unwrap();
            match stream.try_write(rest) {
                Ok(length) => rest = &rest[length..],
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(_) => return,
            }
        }
    }
}

/// Returns `true` if the request is complete: a page request has no body, and a token request ends with
/// the secret.
fn is_complete(received: &[u8]) -> bool {
    match received.first() {
        Some(b'G') => received.ends_with(b"\r\n\r\n"),
        Some(_) => received.windows(14).any(|text| text == b"client_secret="),
        None => false,
    }
}

/// The ids of every page after the first, created once so that only the client is timed.
static IDS: LazyLock<String> = LazyLock::new(|| {
    let ids: Vec<String> = (1..PAGE)
        .map(|n| format!("\"{n:032x}_{:032x}\"", n * 7))
        .collect();
    ids.join(",")
});

fn body_for(target: &str) -> String {
    if target == "/oauth2/token" {
        return r#"{"access_token":"t","expires_in":1799}"#.to_owned();
    }
    let after = target
        .split(['?', '&'])
        .find_map(|pair| pair.strip_prefix("after="));
    let begin: usize = after.map_or(0, |after| after.parse().unwrap());
    format!(
        r#"{{"meta":{{"query_time":0.01,"powered_by":"x","trace_id":"t","pagination":{{"after":"{}","limit":100,"total":1000000}}}},"errors":[],"resources":["{begin:065}",{}]}}"#,
        begin + PAGE,
        *IDS
    )
}

struct Server(Child, String);

impl Server {
    fn start() -> Self {
        let program = std::env::current_exe().unwrap();
        let mut child = Command::new(program)
            .arg("serve")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        Self(child, format!("http://{}", line.trim()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

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

/// Requests a page with bare reqwest.
async fn bare(
    client: &reqwest::Client,
    url: &str,
    after: &mut String,
    read: fn(&[u8]) -> Page,
) -> usize {
    let url = format!("{url}/fem/queries/external-assets/v2?limit=100&after={after}");
    let response = client.get(url).bearer_auth("t").send().await.unwrap();
    let response = response.error_for_status().unwrap();
    let page = read(&response.bytes().await.unwrap());
    *after = page.meta.pagination.after;
    consume(page.resources)
}

/// Consumes the items of a page one by one.
fn consume(page: Vec<String>) -> usize {
    let length = page.len();
    for id in page {
        assert_eq!(id.len(), 65);
    }
    length
}

/// Parses like reqwest's `json()`, which validates the UTF-8 of each string separately.
fn as_bytes(body: &[u8]) -> Page {
    serde_json::from_slice(body).unwrap()
}

/// Validates the UTF-8 of the whole body at once, as the transport does.
fn as_text(body: &[u8]) -> Page {
    serde_json::from_str(std::str::from_utf8(body).unwrap()).unwrap()
}

/// The timed variants.
const WAYS: [&str; 6] = [
    "bare reqwest",
    "bare reqwest, timeout",
    "bare reqwest, UTF-8 validated once",
    "ids",
    "ids, no timeouts",
    "pages",
];

/// Number of rounds: in each direction, each variant is first equally often.
const ROUNDS: usize = 2 * 17 * WAYS.len();
/// Number of pages per turn.
const PAGES: usize = 100;
/// Number of warm-up pages per turn, because the previous variant left its data in the caches.
const WARMING: usize = 30;

/// The clients of all variants.
struct Listings {
    server: Server,
    client: reqwest::Client,
    bounded: reqwest::Client,
    after: String,
    ids: Pager<String>,
    unbounded: Pager<String>,
    pages: Pages<String>,
}

impl Listings {
    fn new() -> Self {
        let server = Server::start();
        let bounded = reqwest::Client::builder().timeout(Duration::from_secs(60));
        let unbounded = builder(&server).request_timeout(Duration::MAX);
        Self {
            client: reqwest::Client::new(),
            bounded: bounded.build().unwrap(),
            after: "0".to_owned(),
            ids: listing(builder(&server)),
            unbounded: listing(unbounded.overall_timeout(None)),
            pages: listing(builder(&server)).by_page(),
            server,
        }
    }

    /// Lists a page with one of the variants.
    async fn page(&mut self, way: usize) -> usize {
        let (url, after) = (&self.server.1, &mut self.after);
        match way {
            0 => bare(&self.client, url, after, as_bytes).await,
            1 => bare(&self.bounded, url, after, as_bytes).await,
            2 => bare(&self.client, url, after, as_text).await,
            3 => page_of(&mut self.ids).await,
            4 => page_of(&mut self.unbounded).await,
            _ => consume(self.pages.try_next().await.unwrap().unwrap()),
        }
    }

    /// Runs the turn of one variant and returns the microseconds per page.
    async fn turn(&mut self, way: usize) -> f64 {
        let mut times = Vec::with_capacity(PAGES);
        for _ in 0..PAGES {
            let begin = Instant::now();
            let received = self.page(way).await;
            times.push(begin.elapsed().as_secs_f64() * 1e6);
            assert_eq!(received, PAGE);
        }
        median(&mut times[WARMING..])
    }
}

async fn time() {
    let mut listings = Listings::new();
    let mut times = WAYS.map(|_| Vec::with_capacity(ROUNDS));
    for round in 0..ROUNDS {
        for turn in 0..WAYS.len() {
            let way = match round % 2 {
                0 => (round / 2 + turn) % WAYS.len(),
                _ => (round / 2 + WAYS.len() - turn) % WAYS.len(),
            };
            times[way].push(listings.turn(way).await);
        }
    }
    for (name, of_way) in WAYS.iter().zip(&times) {
        println!(
            "{name}: {:.1} us per request; relative to bare {}, to bare with a timeout {}",
            median(&mut of_way.clone()),
            ratios(of_way, &times[0]),
            ratios(of_way, &times[1]),
        );
    }
}

/// Returns the median and the quartiles of the ratios.
fn ratios(of_way: &[f64], of_other: &[f64]) -> String {
    let pairs = of_way.iter().zip(of_other);
    let mut ratios: Vec<f64> = pairs.map(|(one, other)| one / other).collect();
    let median = median(&mut ratios);
    let (low, high) = (ratios[ROUNDS / 4], ratios[ROUNDS * 3 / 4]);
    format!("{median:.3} ({low:.3}-{high:.3})")
}

/// Returns the middle of sorted values.
fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Consumes as many items as a page contains.
async fn page_of(ids: &mut Pager<String>) -> usize {
    for _ in 0..PAGE {
        assert_eq!(ids.try_next().await.unwrap().unwrap().len(), 65);
    }
    PAGE
}

/// Lists with bare reqwest, for counting instructions.
async fn only_bare(ids: usize, read: fn(&[u8]) -> Page) {
    let server = Server::start();
    let client = reqwest::Client::new();
    let mut after = "0".to_owned();
    for _ in 0..ids / PAGE {
        assert_eq!(bare(&client, &server.1, &mut after, read).await, PAGE);
    }
}

/// Lists with the transport.
async fn only_ids(ids: usize) {
    let server = Server::start();
    let mut listing = listing(builder(&server));
    for _ in 0..ids {
        listing.try_next().await.unwrap().unwrap();
    }
}

/// Lists with the transport, page by page.
async fn only_pages(ids: usize) {
    let server = Server::start();
    let mut pages = listing(builder(&server)).by_page();
    for _ in 0..ids / PAGE {
        pages.try_next().await.unwrap().unwrap();
    }
}

fn builder(server: &Server) -> FalconBuilder {
    Falcon::builder().credentials("i", "s").base_url(&server.1)
}

fn listing(builder: FalconBuilder) -> Pager<String> {
    listing_of(&builder.build().unwrap())
}

fn listing_of(falcon: &Falcon) -> Pager<String> {
    falcon
        .exposure_management()
        .query_assets()
        .page_size(100)
        .ids()
}

async fn memory(ids: usize) {
    only_ids(ids).await;
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap();
    println!(
        "{ids} ids: {}",
        peak.split_whitespace().collect::<Vec<_>>().join(" ")
    );
}
