//! A run from its beginning to its end, and what is known of it then.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use falcon_transport::{Error, Falcon, RetryPolicy};

use crate::attempts::{Observer, Traced};
use crate::journal::Journal;
use crate::listings::{self, Tally};
use crate::memory::Samples;
use crate::once::Expected;
use crate::server::Server;
use crate::settings::Settings;
use crate::writes::{self, Write};

/// What all that goes on at once has in common.
pub(crate) struct Run {
    pub(crate) settings: Settings,
    pub(crate) falcon: Falcon,
    pub(crate) expected: Arc<Expected>,
    began: Instant,
    stop: AtomicBool,
    problems: Mutex<Vec<String>>,
    failed: Mutex<BTreeMap<String, u64>>,
}

/// So many problems are told.
const TOLD: usize = 50;

impl Run {
    /// Whether the time is over.
    pub(crate) fn is_over(&self) -> bool {
        self.began.elapsed() >= self.settings.time
    }

    /// Whether the listings have come to their end, so that there is nothing more to write for.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Notes what should not be.
    pub(crate) fn problem(&self, problem: impl Into<String>) {
        let mut problems = self.problems.lock().unwrap();
        if problems.len() < TOLD {
            problems.push(problem.into());
        }
    }

    /// Notes a call that failed in the end, and tells whether that may be.
    pub(crate) fn failed(&self, error: &Error) -> bool {
        let may_be = error.is_retryable() || error.is_unauthorized() || error.may_have_been_done();
        if !may_be {
            self.problem(format!("a call failed: {error:?}"));
        }
        let operation = error.operation().map_or("none", |operation| operation.id());
        let how = match error.status() {
            _ if error.is_timeout() => "no answer in time".to_owned(),
            _ if error.is_truncated() => "body cut off".to_owned(),
            Some(status) => format!("status {status}"),
            None => "connection lost".to_owned(),
        };
        let mut failed = self.failed.lock().unwrap();
        *failed.entry(format!("{operation}, {how}")).or_default() += 1;
        may_be
    }
}

/// What was seen.
pub(crate) struct Outcome {
    pub(crate) took: Duration,
    pub(crate) expected: Arc<Expected>,
    pub(crate) ids: Tally,
    pub(crate) assets: Tally,
    pub(crate) patches: Vec<Write>,
    pub(crate) rules: Vec<Write>,
    /// What the sandbox has at the end.
    pub(crate) state: State,
    pub(crate) traced: Traced,
    pub(crate) journal: Journal,
    pub(crate) samples: Samples,
    pub(crate) problems: Vec<String>,
    /// The calls that failed in the end, by operation and in which way.
    pub(crate) failed: BTreeMap<String, u64>,
}

/// What was written, as it is at the end.
#[derive(Debug)]
pub(crate) struct State {
    /// The description of each asset that is changed.
    pub(crate) descriptions: Vec<String>,
    /// The names of the policy rules.
    pub(crate) rules: Vec<String>,
}

pub(crate) fn run(settings: &Settings) -> Outcome {
    let (mut server, expected) = Server::start(settings);
    let expected = Arc::new(expected);
    let observer = Observer::begin();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let run = Arc::new(Run {
        settings: settings.clone(),
        falcon: client(&server)
            .request_timeout(settings.request_timeout())
            .build()
            .unwrap(),
        expected: Arc::clone(&expected),
        began: Instant::now(),
        stop: AtomicBool::new(false),
        problems: Mutex::default(),
        failed: Mutex::default(),
    });
    let mut samples = Samples::new();
    let (ids, assets, patches, rules) = runtime.block_on(async {
        tokio::select! {
            done = work(&run) => done,
            () = samples.take_every(settings.sample_every()) => unreachable!("it has no end"),
        }
    });
    let took = run.began.elapsed();
    server.quiet();
    let state = runtime.block_on(state(&server, &expected));
    Outcome {
        took,
        expected,
        ids,
        assets,
        patches,
        rules,
        state,
        // Before the journal, which then has all that these led to.
        traced: observer.traced(),
        journal: server.journal(),
        samples,
        problems: run.problems.lock().unwrap().clone(),
        failed: run.failed.lock().unwrap().clone(),
    }
}

fn client(server: &Server) -> falcon_transport::FalconBuilder {
    Falcon::builder()
        .credentials("sandbox", "sandbox")
        .base_url(&server.url)
}

async fn work(run: &Arc<Run>) -> (Tally, Tally, Vec<Write>, Vec<Write>) {
    let ids = tokio::spawn(listings::ids(Arc::clone(run)));
    let assets = tokio::spawn(listings::assets(Arc::clone(run)));
    let patches = tokio::spawn(writes::patches(Arc::clone(run)));
    let rules = tokio::spawn(writes::rules(Arc::clone(run)));
    let (ids, assets) = (ids.await.unwrap(), assets.await.unwrap());
    run.stop.store(true, Ordering::Relaxed);
    (ids, assets, patches.await.unwrap(), rules.await.unwrap())
}

/// Looks at what there is, with a client of its own that repeats nothing: nothing goes wrong now.
async fn state(server: &Server, expected: &Expected) -> State {
    let falcon = client(server).retry(RetryPolicy::never()).build().unwrap();
    let mut descriptions = Vec::new();
    for ids in expected.some.chunks(100) {
        let answer = falcon.exposure_management().get_assets(ids).send().await;
        let assets = answer.unwrap().complete().unwrap();
        descriptions.extend(
            assets
                .into_iter()
                .map(|asset| asset.criticality_description.unwrap_or_default()),
        );
    }
    let identity = falcon.identity_protection();
    let ids = identity.query_policy_rules().send().await.unwrap();
    let mut rules = Vec::new();
    for ids in ids.complete().unwrap().chunks(100) {
        let answer = identity.get_policy_rules(ids).send().await;
        let found = answer.unwrap().complete().unwrap();
        let names = found
            .iter()
            .map(|rule| rule["name"].as_str().unwrap().to_owned());
        rules.extend(names);
    }
    State {
        descriptions,
        rules,
    }
}
