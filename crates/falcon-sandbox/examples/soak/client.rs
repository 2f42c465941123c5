//! The client process: runs all tasks and collects the observations.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use falcon_transport::{Falcon, FalconBuilder, RetryPolicy};

use crate::asset_ids::AssetIds;
use crate::attempts::{AttemptCounter, AttemptCounts};
use crate::journal::Journal;
use crate::listings::{self, ListingStats};
use crate::memory::Samples;
use crate::run::Run;
use crate::server::Server;
use crate::settings::{REQUEST_TIMEOUT, Settings};
use crate::writes::{self, Write};

/// The results of a run.
pub(crate) struct Observations {
    pub(crate) duration: Duration,
    pub(crate) ids: ListingStats,
    pub(crate) assets: ListingStats,
    pub(crate) updates: Vec<Write>,
    pub(crate) rule_writes: Vec<Write>,
    /// The descriptions of the updated assets at the end, in the order of their ids.
    pub(crate) descriptions: Vec<String>,
    /// The names of the policy rules at the end.
    pub(crate) rules: Vec<String>,
    pub(crate) attempts: AttemptCounts,
    pub(crate) journal: Journal,
    pub(crate) memory: Samples,
    pub(crate) violations: Vec<String>,
    /// Calls that failed after all attempts, by operation and reason.
    pub(crate) failed_calls: BTreeMap<String, u64>,
}

pub(crate) fn run(settings: &Settings) -> Observations {
    let (mut server, ids) = Server::start(settings);
    let counter = AttemptCounter::install();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let run = Arc::new(Run {
        settings: settings.clone(),
        falcon: builder(&server)
            .request_timeout(REQUEST_TIMEOUT)
            .build()
            .unwrap(),
        ids: Arc::new(ids),
        start: Instant::now(),
        listings_done: AtomicBool::new(false),
        violations: Mutex::default(),
        failed_calls: Mutex::default(),
    });
    let mut memory = Samples::new();
    let (ids, assets, updates, rule_writes) = runtime.block_on(async {
        tokio::select! {
            done = run_tasks(&run) => done,
            () = memory.collect(settings.pace().sample_interval) => unreachable!("endless"),
        }
    });
    let duration = run.start.elapsed();
    // Counted before the journal is written, which therefore contains all of these attempts.
    let attempts = counter.counts();
    let journal = server.finish();
    // There are no more faults, so nothing has to be retried.
    let falcon = builder(&server)
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    let violations = run.violations.lock().unwrap().clone();
    let failed_calls = run.failed_calls.lock().unwrap().clone();
    Observations {
        duration,
        ids,
        assets,
        updates,
        rule_writes,
        descriptions: runtime.block_on(descriptions(&falcon, &run.ids)),
        rules: runtime.block_on(rules(&falcon)),
        attempts,
        journal,
        memory,
        violations,
        failed_calls,
    }
}

fn builder(server: &Server) -> FalconBuilder {
    Falcon::builder()
        .credentials("sandbox", "sandbox")
        .base_url(&server.url)
}

async fn run_tasks(run: &Arc<Run>) -> (ListingStats, ListingStats, Vec<Write>, Vec<Write>) {
    let ids = tokio::spawn(listings::list_ids(Arc::clone(run)));
    let assets = tokio::spawn(listings::list_assets(Arc::clone(run)));
    let updates = tokio::spawn(writes::update_assets(Arc::clone(run)));
    let rules = tokio::spawn(writes::create_and_delete_rules(Arc::clone(run)));
    let (ids, assets) = (ids.await.unwrap(), assets.await.unwrap());
    run.listings_done.store(true, Ordering::Relaxed);
    (ids, assets, updates.await.unwrap(), rules.await.unwrap())
}

async fn descriptions(falcon: &Falcon, ids: &AssetIds) -> Vec<String> {
    let mut descriptions = Vec::new();
    for ids in ids.updated.chunks(100) {
        let response = falcon.exposure_management().get_assets(ids).send().await;
        let assets = response.unwrap().complete().unwrap().into_iter();
        descriptions.extend(assets.map(|asset| asset.criticality_description.unwrap_or_default()));
    }
    descriptions
}

async fn rules(falcon: &Falcon) -> Vec<String> {
    let identity = falcon.identity_protection();
    let ids = identity.query_policy_rules().send().await.unwrap();
    let mut names = Vec::new();
    for ids in ids.complete().unwrap().chunks(100) {
        let response = identity.get_policy_rules(ids).send().await;
        let rules = response.unwrap().complete().unwrap();
        names.extend(rules.iter().map(|rule| rule.name.clone().unwrap()));
    }
    names
}
