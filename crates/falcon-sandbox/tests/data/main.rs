//! The generator of sample data and the NDJSON reader and writer.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod generator;
mod models;
mod ndjson;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use falcon_sandbox::data::{Data, Document, Generator};

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_795_341_600)
}

fn generate(seed: u64, assets: u64) -> Data {
    Generator::new(seed).assets(assets).now(now()).generate()
}

fn all_documents(data: &Data) -> impl Iterator<Item = &Document> {
    [
        &data.assets,
        &data.sensors,
        &data.policy_rules,
        &data.subsidiaries,
        &data.identities,
    ]
    .into_iter()
    .flatten()
}
