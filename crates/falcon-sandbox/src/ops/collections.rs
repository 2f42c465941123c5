//! Listings, lookups and aggregations of collections, as the rows of their operations describe them.

use fql::operation::{
    FilterLocation, IdsLocation, IdsParameter, Items, OperationKind, OperationSpec, Pagination,
    SortForm,
};
use fql::syntax::SortKey;
use serde_json::{Value, json};

use super::aggregates::aggregate_collection;
use super::listing::{DEFAULT_LIMIT, body_ids, details, ids_envelope};
use super::request::ApiRequest;
use crate::collection::Collection;
use crate::query::listing::ListingKey;
use crate::query::params::{MAX_NUMBER, QueryParams};
use crate::query::parse_error::parse_error;
use crate::response::{Envelope, ErrorResponse};
use crate::store::Entry;

/// Parameters that select rows by a search that the sandbox does not have. Ignoring them would return
/// other rows than the service.
const UNSUPPORTED: [&str; 1] = ["q"];

pub(super) fn run(
    request: &ApiRequest,
    collection: &Collection,
    spec: &OperationSpec,
) -> Result<Envelope, ErrorResponse> {
    match spec.kind {
        OperationKind::Listing(items) => list(request, collection, spec, items),
        OperationKind::Details(ids) => get(request, collection, spec, ids),
        OperationKind::Aggregation(form) => {
            check_parameters(&request.params, spec)?;
            aggregate_collection(request, collection, spec, form)
        }
        _ => Err(ErrorResponse::new(404, "404: Page Not Found")),
    }
}

fn get(
    request: &ApiRequest,
    collection: &Collection,
    spec: &OperationSpec,
    ids: IdsParameter,
) -> Result<Envelope, ErrorResponse> {
    check_parameters(&request.params, spec)?;
    let max = ids.max.map_or(MAX_NUMBER, |max| max as usize);
    let body;
    let ids = match ids.location {
        IdsLocation::Query => request.params.ids(max)?,
        IdsLocation::Body => {
            body = request.json()?;
            body_ids(&body, ids.name, max)?
        }
    };
    let (envelope, _) = details(collection.documents(), collection.table.name, &ids);
    Ok(envelope)
}

fn list(
    request: &ApiRequest,
    collection: &Collection,
    spec: &OperationSpec,
    items: Items,
) -> Result<Envelope, ErrorResponse> {
    let body;
    let params = match spec.filter {
        FilterLocation::Body => {
            request.params.check(spec.id, &[])?;
            body = QueryParams::from_body(&request.json()?)?;
            &body
        }
        _ => &request.params,
    };
    check_parameters(params, spec)?;
    let limit = limit(params, spec)?;
    let table = collection.table;
    let snapshot = collection.documents().snapshot();
    let key = ListingKey::new(table, params).with_sort(sort(params, spec)?);
    let listings = &request.state.listings;
    let evaluation = request.evaluation(table, &snapshot);
    let begin = |key| {
        let listing = listings.begin(key, &evaluation);
        listing.map_err(|error| params.explain_plus(error))
    };
    let position = Position::new(params, spec, limit)?;
    let (listing, offset) = match position {
        Position::Offset(offset) => (begin(key)?, offset),
        Position::Token(token) => listings.resume(token, key, &evaluation)?,
    };
    let page = listing.page(offset, limit);
    let next = listing.page_token(offset.saturating_add(page.len()));
    let pagination = pagination(spec, offset, limit, listing.total(), next);
    Ok(envelope(page, items).with_pagination(pagination))
}

fn envelope(page: &[Entry], items: Items) -> Envelope {
    match items {
        Items::Ids => ids_envelope(page),
        Items::Documents => {
            let mut envelope = Envelope::new();
            page.iter()
                .for_each(|entry| envelope.push_json(entry.document.json()));
            envelope
        }
    }
}

/// Checks the names of the parameters, and that the required ones are present.
fn check_parameters(params: &QueryParams, spec: &OperationSpec) -> Result<(), ErrorResponse> {
    let mut known = Vec::new();
    // An aggregation in the body has its own filter and sort.
    let has_filter = match spec.kind {
        OperationKind::Aggregation(_) => spec.filter == FilterLocation::Query,
        _ => spec.filter != FilterLocation::None,
    };
    if has_filter {
        known.push("filter");
    }
    if spec.sort != SortForm::None && matches!(spec.kind, OperationKind::Listing(_)) {
        known.push("sort");
    }
    if spec.pagination != Pagination::None || spec.page_size.max.is_some() {
        known.push("limit");
    }
    known.extend(spec.pagination.parameters());
    if let OperationKind::Details(IdsParameter {
        location: IdsLocation::Query,
        name,
        ..
    }) = spec.kind
    {
        known.push(name);
    }
    known.extend(
        spec.required_parameters
            .iter()
            .chain(spec.optional_parameters),
    );
    params.check(spec.id, &known)?;
    for name in UNSUPPORTED {
        if params.get(name).is_some() {
            return Err(ErrorResponse::bad_request(format!(
                "the sandbox does not support the parameter `{name}`: use `filter`"
            )));
        }
    }
    if has_filter && spec.is_filter_required {
        params.required("filter")?;
    }
    for name in spec.required_parameters {
        params.required(name)?;
    }
    Ok(())
}

fn limit(params: &QueryParams, spec: &OperationSpec) -> Result<usize, ErrorResponse> {
    let max = spec.page_size.max.map_or(MAX_NUMBER, |max| max as usize);
    let default = match spec.page_size.default {
        Some(default) => default as usize,
        None if spec.pagination == Pagination::None => max,
        None => DEFAULT_LIMIT.min(max),
    };
    params.limit(default, max)
}

/// Returns the sort expression with its direction, which some operations permit to leave out and others
/// do not have.
fn sort(params: &QueryParams, spec: &OperationSpec) -> Result<String, ErrorResponse> {
    let sort = params.get("sort").unwrap_or_default();
    let has_direction = SortKey::parse(sort).is_ok();
    match spec.sort {
        _ if sort.is_empty() => Ok(String::new()),
        SortForm::FieldOnly if has_direction => {
            let message = "expected a field without a direction";
            Err(parse_error("sort", &[message]))
        }
        SortForm::FieldOnly | SortForm::OptionalDirection if !has_direction => {
            Ok(format!("{sort}|asc"))
        }
        _ => Ok(sort.to_owned()),
    }
}

/// The start of a page.
enum Position<'p> {
    Offset(usize),
    Token(&'p str),
}

impl<'p> Position<'p> {
    fn new(
        params: &'p QueryParams,
        spec: &OperationSpec,
        limit: usize,
    ) -> Result<Self, ErrorResponse> {
        let names = spec.pagination.parameters();
        let given: Vec<&str> = names
            .iter()
            .copied()
            .filter(|name| params.get(name).is_some())
            .collect();
        if let [first, second, ..] = given[..] {
            return Err(ErrorResponse::bad_request(format!(
                "parameters `{first}` and `{second}` exclude each other"
            )));
        }
        let Some(name) = given.first() else {
            return Ok(Self::Offset(0));
        };
        if token_members(spec.pagination)
            .iter()
            .any(|(token, _)| token == name)
        {
            return Ok(Self::Token(params.get(name).unwrap_or_default()));
        }
        let offset = params.offset()?;
        let window = spec.window.map_or(MAX_NUMBER, |window| window as usize);
        if offset.saturating_add(limit) > window {
            let others: Vec<&str> = names
                .iter()
                .copied()
                .filter(|other| other != name)
                .collect();
            let help = match others.first() {
                Some(other) => format!("use `{other}`"),
                None => "narrow the filter".to_owned(),
            };
            return Err(ErrorResponse::bad_request(format!(
                "`offset` plus `limit` exceeds {window}: {help}"
            )));
        }
        Ok(Self::Offset(offset))
    }
}

/// Returns the parameters whose values are tokens, each with the member of the pagination that has the
/// next one.
const fn token_members(pagination: Pagination) -> &'static [(&'static str, &'static str)] {
    match pagination {
        Pagination::OffsetToken => &[("offset", "offset")],
        Pagination::OffsetFromNext => &[("offset", "next")],
        Pagination::After | Pagination::OffsetOrAfter => &[("after", "after")],
        Pagination::OffsetOrNextToken => &[("next_token", "next_token")],
        Pagination::OffsetTokenOrNextToken => &[("offset", "offset"), ("next_token", "next_token")],
        _ => &[],
    }
}

fn pagination(
    spec: &OperationSpec,
    offset: usize,
    limit: usize,
    total: usize,
    next: Option<String>,
) -> Value {
    let mut pagination = json!({ "limit": limit, "total": total });
    let tokens = token_members(spec.pagination);
    let has_number = !tokens.iter().any(|(parameter, _)| *parameter == "offset");
    if has_number && spec.pagination.parameters().contains(&"offset") {
        pagination["offset"] = offset.into();
    }
    // The API definitions require some of the members, so they are empty on the last page.
    let next = next.unwrap_or_default();
    for (_, member) in tokens {
        pagination[member] = next.as_str().into();
    }
    pagination
}
