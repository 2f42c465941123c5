//! What each operation does.

mod aggregates;
mod assets;
mod blobs;
pub(crate) mod graphql;
mod inventory;
mod policy_rules;
mod sensors;
mod subsidiaries;

use crate::envelope::{Envelope, Reply};
use crate::operation::Operation;
use crate::refusal::{ApiError, Refusal};
use crate::state::Call;
use crate::store::Table;

/// From so many documents on, looking at all of them is left to a thread that may block.
const MANY: usize = 5_000;

/// Does what is asked.
pub(crate) async fn run(operation: Operation, call: Call) -> Result<Reply, Refusal> {
    if operation == Operation::Graphql {
        return graphql::post(&call).await;
    }
    if !operation.looks_at_all() || call.state.assets.len().max(call.state.sensors.len()) < MANY {
        return answer(operation, &call);
    }
    tokio::task::spawn_blocking(move || answer(operation, &call))
        .await
        .unwrap_or_else(|_| Err(Refusal::new(500, "the sandbox is being stopped")))
}

fn answer(operation: Operation, call: &Call) -> Result<Reply, Refusal> {
    match operation {
        Operation::AggregateAssets => aggregates::assets(call),
        Operation::SensorAggregates => aggregates::sensors(call),
        Operation::DownloadBlob => blobs::download(call),
        Operation::PreviewBlob => blobs::preview(call),
        Operation::GetAssets => assets::get(call),
        Operation::DeleteAssets => assets::delete(call),
        Operation::PatchAssets => assets::patch(call),
        Operation::QueryAssetsV1 => assets::query_by_offset(call),
        Operation::QueryAssetsV2 => assets::query_by_token(call),
        Operation::CombinedSubsidiaries => subsidiaries::combined(call),
        Operation::GetSubsidiaries => subsidiaries::get(call),
        Operation::QuerySubsidiaries => subsidiaries::query(call),
        Operation::AddAssets => inventory::add(call),
        Operation::SensorDetails => sensors::details(call),
        Operation::QuerySensors => sensors::query(call),
        Operation::GetRules => policy_rules::get(call),
        Operation::CreateRule => policy_rules::create(call),
        Operation::DeleteRules => policy_rules::delete(call),
        Operation::QueryRules => policy_rules::query(call),
        // Both are answered before there is a client, and GraphQL above.
        Operation::Token | Operation::Revoke | Operation::Graphql => {
            Err(Refusal::new(404, "404: Page Not Found"))
        }
    }
}

/// The documents with these ids: those that there are as resources, the others as errors.
/// Beside them, the version of the state in which they were found.
fn details(table: &Table, what: &str, ids: &[&str]) -> (Envelope, u64) {
    let (found, version) = table.get(ids);
    let mut envelope = Envelope::new();
    for (id, document) in ids.iter().zip(found) {
        match document {
            Some(document) => envelope.push_json(document.json()),
            None => envelope.errors.push(ApiError::not_found(what, id)),
        }
    }
    (envelope, version)
}
