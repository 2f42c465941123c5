//! The operations of the API.

mod aggregates;
mod asset_update;
mod assets;
mod blobs;
mod collections;
mod graphql;
mod inventory;
mod listing;
mod policy_rules;
pub(crate) mod request;
mod sensors;
mod subsidiaries;

use crate::operation::{Operation, Target};
use crate::response::{ApiResponse, ErrorResponse};
use request::ApiRequest;

/// Number of documents from which table scans run on a blocking thread.
const BLOCKING_THRESHOLD: usize = 5_000;

/// Executes an operation.
pub(crate) async fn run(target: Target, request: ApiRequest) -> Result<ApiResponse, ErrorResponse> {
    if !may_block(target, &request)? {
        return run_blocking(target, &request);
    }
    // Dropping this future, because the client has left, cancels the computation.
    let _guard = request.cancel.guard();
    tokio::task::spawn_blocking(move || run_blocking(target, &request))
        .await
        .unwrap_or_else(|_| Err(ErrorResponse::new(500, "the sandbox is shutting down")))
}

/// Returns `true` if the request may take long. Checks its parameters.
fn may_block(target: Target, request: &ApiRequest) -> Result<bool, ErrorResponse> {
    let Target::Fixed(operation) = target else {
        // Reads every document, and may generate them first.
        return Ok(true);
    };
    let spec = operation.spec();
    request.params.check(spec.id, spec.params)?;
    let state = &request.state;
    let is_large = state.assets.len().max(state.sensors.len()) >= BLOCKING_THRESHOLD;
    Ok(operation.is_computation() || is_large && operation.scans_table())
}

fn run_blocking(target: Target, request: &ApiRequest) -> Result<ApiResponse, ErrorResponse> {
    let operation = match target {
        Target::Fixed(operation) => operation,
        Target::Collection(index, spec) => {
            let collection = &request.state.collections[index];
            return collections::run(request, collection, spec).map(ApiResponse::Envelope);
        }
    };
    let envelope = match operation {
        Operation::Graphql => return graphql::execute(request),
        Operation::DownloadBlob => return blobs::download(request).map(ApiResponse::Bytes),
        Operation::AggregateAssets => aggregates::aggregate_assets(request),
        Operation::SensorAggregates => aggregates::aggregate_sensors(request),
        Operation::PreviewBlob => blobs::preview(request),
        Operation::GetAssets => assets::get(request),
        Operation::DeleteAssets => assets::delete(request),
        Operation::PatchAssets => asset_update::patch(request),
        Operation::QueryAssetsV1 => assets::query_by_offset(request),
        Operation::QueryAssetsV2 => assets::query_by_token(request),
        Operation::CombinedSubsidiaries => subsidiaries::query_combined(request),
        Operation::GetSubsidiaries => subsidiaries::get(request),
        Operation::QuerySubsidiaries => subsidiaries::query(request),
        Operation::AddAssets => inventory::add(request),
        Operation::SensorDetails => sensors::get_details(request),
        Operation::QuerySensors => sensors::query(request),
        Operation::GetRules => policy_rules::get(request),
        Operation::CreateRule => policy_rules::create(request),
        Operation::DeleteRules => policy_rules::delete(request),
        Operation::QueryRules => policy_rules::query(request),
        // The HTTP handler executes token operations.
        Operation::CreateToken | Operation::RevokeToken => {
            Err(ErrorResponse::new(404, "404: Page Not Found"))
        }
    };
    envelope.map(ApiResponse::Envelope)
}
