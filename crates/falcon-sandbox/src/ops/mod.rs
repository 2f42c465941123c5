//! The operations of the API.

mod aggregates;
mod asset_update;
mod assets;
mod blobs;
mod graphql;
mod inventory;
mod listing;
mod policy_rules;
pub(crate) mod request;
mod sensors;
mod subsidiaries;

use crate::operation::Operation;
use crate::response::{ApiResponse, ErrorResponse};
use request::ApiRequest;

/// Number of documents from which table scans run on a blocking thread.
const BLOCKING_THRESHOLD: usize = 5_000;

/// Executes an operation.
pub(crate) async fn run(
    operation: Operation,
    request: ApiRequest,
) -> Result<ApiResponse, ErrorResponse> {
    let spec = operation.spec();
    request.params.check(spec.id, spec.params)?;
    let state = &request.state;
    let is_large = state.assets.len().max(state.sensors.len()) >= BLOCKING_THRESHOLD;
    if !(operation.is_computation() || is_large && operation.scans_table()) {
        return run_blocking(operation, &request);
    }
    // Dropping this future, because the client has left, cancels the computation.
    let _guard = request.cancel.guard();
    tokio::task::spawn_blocking(move || run_blocking(operation, &request))
        .await
        .unwrap_or_else(|_| Err(ErrorResponse::new(500, "the sandbox is shutting down")))
}

fn run_blocking(operation: Operation, request: &ApiRequest) -> Result<ApiResponse, ErrorResponse> {
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
