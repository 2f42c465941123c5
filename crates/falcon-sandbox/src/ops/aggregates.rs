//! Aggregations of documents.

use fql::collections::{external_assets, sensors};
use fql::operation::{AggregateBody, FilterLocation, OperationSpec};
use fql::table::Table;
use serde_json::Value;

use super::request::ApiRequest;
use crate::aggregate;
use crate::collection::Collection;
use crate::data::Document;
use crate::query::filter::UnknownFields;
use crate::response::{Envelope, ErrorResponse};

pub(super) fn aggregate_assets(request: &ApiRequest) -> Result<Envelope, ErrorResponse> {
    let body = request.json()?;
    let snapshot = request.state.assets.snapshot();
    aggregate(
        request,
        &external_assets::TABLE,
        snapshot.documents(),
        &body,
    )
}

pub(super) fn aggregate_sensors(request: &ApiRequest) -> Result<Envelope, ErrorResponse> {
    let body = request.json()?;
    let snapshot = request.state.sensors.snapshot();
    aggregate(request, &sensors::TABLE, snapshot.documents(), &body)
}

/// Aggregates the documents of a collection. The body is a list or one object, as the operation
/// documents.
pub(super) fn aggregate_collection(
    request: &ApiRequest,
    collection: &Collection,
    spec: &OperationSpec,
    form: AggregateBody,
) -> Result<Envelope, ErrorResponse> {
    let body = request.json()?;
    let expected = match (form, &body) {
        (AggregateBody::List, Value::Array(_)) | (AggregateBody::Object, Value::Object(_)) => None,
        (AggregateBody::List, _) => Some("a list of aggregations"),
        (AggregateBody::Object, _) => Some("one aggregation, a JSON object"),
    };
    if let Some(expected) = expected {
        let message = format!("invalid request body of `{}`: expected {expected}", spec.id);
        return Err(ErrorResponse::bad_request(message));
    }
    let (table, snapshot) = (collection.table, collection.documents().snapshot());
    match (spec.filter, request.params.get("filter")) {
        (FilterLocation::Query, Some(filter)) => {
            let evaluation = request.evaluation(table, &snapshot);
            let entries = evaluation.matching_entries(filter, UnknownFields::AsService)?;
            let documents = entries.iter().map(|entry| &*entry.document);
            aggregate(request, table, documents, &body)
        }
        _ => aggregate(request, table, snapshot.documents(), &body),
    }
}

fn aggregate<'d>(
    request: &ApiRequest,
    table: &Table,
    documents: impl Iterator<Item = &'d Document>,
    body: &Value,
) -> Result<Envelope, ErrorResponse> {
    let results = aggregate::compute(table, body, documents, request.now, &request.cancel)
        .map_err(ErrorResponse::bad_requests)?;
    let mut envelope = Envelope::new();
    results.into_iter().for_each(|result| envelope.push(result));
    Ok(envelope)
}
