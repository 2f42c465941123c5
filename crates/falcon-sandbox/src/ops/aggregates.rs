//! Aggregations over assets and sensors.

use fql::Collection;
use fql::collections::external_assets::ExternalAssets;
use fql::collections::sensors::Sensors;

use crate::aggregate::compute;
use crate::envelope::{Envelope, Reply};
use crate::refusal::{ApiError, Refusal};
use crate::state::Call;
use crate::store::Table;

pub(super) fn assets(call: &Call) -> Result<Reply, Refusal> {
    over::<ExternalAssets>(call, &call.state.assets)
}

pub(super) fn sensors(call: &Call) -> Result<Reply, Refusal> {
    over::<Sensors>(call, &call.state.sensors)
}

fn over<C: Collection>(call: &Call, table: &Table) -> Result<Reply, Refusal> {
    let body = call.json()?;
    let snapshot = table.snapshot();
    let results = compute::<C>(&body, snapshot.documents(), call.now).map_err(|problems| {
        let errors = problems
            .into_iter()
            .map(|problem| ApiError::new(400, problem));
        Refusal::listing(400, errors.collect())
    })?;
    let mut envelope = Envelope::new();
    for result in results {
        envelope.push(result);
    }
    Ok(envelope.into())
}
