//! Lists ids page by page, 100 a page, from a server on this machine: the transport beside bare
//! reqwest.
//!
//! * `cargo bench -p fql-benches --bench paging` times in turn 100 requests of each way, in one
//!   process with clients made once: the medians of a request, and of the ratios to bare reqwest.
//!   A time limit costs a timer in the kernel at each wait, which is much of a request that is
//!   answered on the same machine; so there is bare reqwest with one, and the transport without.
//! * `… --bench paging -- memory IDS` lists so many ids and tells the largest resident size.
//! * `… -- ids IDS`, `… -- pages IDS` and `… -- bare IDS` list so many ids one way, for counting
//!   instructions: `valgrind --tool=callgrind --instr-atstart=yes PROGRAM ids 100000`.
//!
//! The server is a process of its own, so that neither its time nor its memory is ours.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement that fails is to say so at once"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use falcon_transport::{Falcon, FalconBuilder, Pager};
use futures_util::TryStreamExt;
use serde::Deserialize;

const PAGE: usize = 100;
/// How many requests are timed at once.
const REQUESTS: usize = 100;

fn main() {
    // Cargo adds an option of its own.
    let arguments = std::env::args().skip(1);
    let arguments: Vec<String> = arguments.filter(|argument| argument != "--bench").collect();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["serve"] => serve(),
        [] => runtime.block_on(time()),
        ["bare", ids] => runtime.block_on(only_bare(ids.parse().unwrap())),
        ["ids", ids] => runtime.block_on(only_ids(ids.parse().unwrap())),
        ["pages", ids] => runtime.block_on(only_pages(ids.parse().unwrap())),
        ["memory", ids] => runtime.block_on(memory(ids.parse().unwrap())),
        _ => println!("arguments: none, or `memory IDS`, `ids IDS`, `pages IDS`, `bare IDS`"),
    }
}

/// Answers every page with the next one's token, as many as are asked for, until `total`.
fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    println!("{}", listener.local_addr().unwrap());
    for stream in listener.incoming() {
        std::thread::spawn(move || answer(stream.unwrap()));
    }
}

fn answer(stream: TcpStream) {
    stream.set_nodelay(true).unwrap();
    let mut writer = stream.try_clone().unwrap();
    let mut reader = BufReader::new(stream);
    loop {
        let (mut target, mut length) = (String::new(), 0);
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
            if target.is_empty() {
                target = line.split(' ').nth(1).unwrap().to_owned();
            }
            let lower = line.to_ascii_lowercase();
            if let Some(value) = lower.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let body = body_for(&target);
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Ratelimit-Limit: 6000\r\n\
             X-Ratelimit-Remaining: 5999\r\nX-Cs-Traceid: 0\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        writer.write_all((head + &body).as_bytes()).unwrap();
    }
}

fn body_for(target: &str) -> String {
    if target == "/oauth2/token" {
        return r#"{"access_token":"t","expires_in":1799}"#.to_owned();
    }
    let after = target
        .split(['?', '&'])
        .find_map(|pair| pair.strip_prefix("after="));
    let begin: usize = after.map_or(0, |after| after.parse().unwrap());
    let ids: Vec<String> = (begin..begin + PAGE)
        .map(|n| format!("\"{n:032x}_{:032x}\"", n * 7))
        .collect();
    format!(
        r#"{{"meta":{{"query_time":0.01,"powered_by":"x","trace_id":"t","pagination":{{"after":"{}","limit":100,"total":1000000}}}},"errors":[],"resources":[{}]}}"#,
        begin + PAGE,
        ids.join(",")
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

async fn bare(client: &reqwest::Client, url: &str, after: &mut String) -> usize {
    let url = format!("{url}/fem/queries/external-assets/v2?limit=100&after={after}");
    let response = client.get(url).bearer_auth("t").send().await.unwrap();
    let page: Page = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
    *after = page.meta.pagination.after;
    page.resources.len()
}

async fn time() {
    const ROUNDS: usize = 300;
    const WARM_UP: usize = 10;
    let server = Server::start();
    let client = reqwest::Client::new();
    let bounded = reqwest::Client::builder().timeout(Duration::from_secs(60));
    let bounded = bounded.build().unwrap();
    let mut ids = listing(builder(&server));
    let mut pages = listing(builder(&server)).by_page();
    let unbounded = builder(&server).request_timeout(Duration::MAX);
    let mut unbounded = listing(unbounded.no_overall_timeout());
    let mut after = "0".to_owned();
    let mut rounds: Vec<[f64; 5]> = Vec::new();
    for _ in 0..ROUNDS + WARM_UP {
        let mut times = [0.0; 5];
        for (time, client) in times.iter_mut().zip([&client, &bounded]) {
            let begin = Instant::now();
            for _ in 0..REQUESTS {
                assert_eq!(bare(client, &server.1, &mut after).await, PAGE);
            }
            *time = begin.elapsed().as_secs_f64();
        }
        for (time, ids) in times[2..].iter_mut().zip([&mut ids, &mut unbounded]) {
            let begin = Instant::now();
            for _ in 0..REQUESTS * PAGE {
                assert_eq!(ids.try_next().await.unwrap().unwrap().len(), 65);
            }
            *time = begin.elapsed().as_secs_f64();
        }
        let begin = Instant::now();
        for _ in 0..REQUESTS {
            assert_eq!(pages.try_next().await.unwrap().unwrap().len(), PAGE);
        }
        times[4] = begin.elapsed().as_secs_f64();
        rounds.push(times);
    }
    let rounds = &rounds[WARM_UP..];
    let names = [
        "bare reqwest",
        "bare reqwest, a time limit",
        "ids",
        "ids, no time limits",
        "pages",
    ];
    for (index, name) in names.into_iter().enumerate() {
        let times = rounds
            .iter()
            .map(|round| round[index] * 1e6 / REQUESTS as f64);
        let ratio_to = |other: usize| {
            let ratios = rounds.iter().map(|round| round[index] / round[other]);
            median(ratios.collect())
        };
        println!(
            "{name}: {:.1} us a request; to bare {:.3}, to bare with a time limit {:.3}",
            median(times.collect()),
            ratio_to(0),
            ratio_to(1)
        );
    }
}

/// The same listing by bare reqwest, for counting instructions of either.
async fn only_bare(ids: usize) {
    let server = Server::start();
    let client = reqwest::Client::new();
    let mut after = "0".to_owned();
    for _ in 0..ids / PAGE {
        assert_eq!(bare(&client, &server.1, &mut after).await, PAGE);
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The listing by the transport.
async fn only_ids(ids: usize) {
    let server = Server::start();
    let mut listing = listing(builder(&server));
    for _ in 0..ids {
        listing.try_next().await.unwrap().unwrap();
    }
}

/// The same, a page at a time.
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
    let falcon = builder.build().unwrap();
    falcon.exposure_management().query_assets().limit(100).ids()
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
