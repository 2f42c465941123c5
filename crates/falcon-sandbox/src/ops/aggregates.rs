//! Aggregations over assets and sensors.

use fql::Collection;
use fql::collections::external_assets::ExternalAssets;
use fql::collections::sensors::Sensors;

use super::request::ApiRequest;
use crate::aggregate;
use crate::response::{Envelope, ErrorResponse};
use crate::store::Table;

pub(super) fn aggregate_assets(request: &ApiRequest) -> Result<Envelope, ErrorResponse> {
    aggregate::<ExternalAssets>(request, &request.state.assets)
}

pub(super) fn aggregate_sensors(request: &ApiRequest) -> Result<Envelope, ErrorResponse> {
    aggregate::<Sensors>(request, &request.state.sensors)
}

fn aggregate<C: Collection>(
    request: &ApiRequest,
    table: &Table,
) -> Result<Envelope, ErrorResponse> {
    let body = request.json()?;
    let snapshot = table.snapshot();
    let results =
        aggregate::compute::<C>(&body, snapshot.documents(), request.now, &request.cancel)
            .map_err(ErrorResponse::bad_requests)?;
    let mut envelope = Envelope::new();
    results.into_iter().for_each(|result| envelope.push(result));
    Ok(envelope)
}
