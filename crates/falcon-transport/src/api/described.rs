//! Operations that the tables of collections describe.

use std::borrow::Cow;

use falcon_aggregates::IntoAggregates;
use fql::Collection;
use fql::operation::{
    AggregateOperation, DetailsOperation, FilterLocation, IdsLocation, Method as DescribedMethod,
    OperationKind, OperationSpec as Described, Pagination, SortForm,
};
use http::Method;

use crate::api::aggregates::AggregateRequest;
use crate::api::ids::IntoIds;
use crate::api::operation::{BodyUse, Idempotency, Operation, OperationSpec};
use crate::api::operation_id::OperationId;
use crate::api::raw_request::RawRequest;
use crate::api::request::ApiRequest;
use crate::api::request_path;
use crate::client::Falcon;

impl Falcon {
    /// Requests documents of a collection by their ids.
    ///
    /// For the documents that a filter matches, see [`List::details`](crate::List::details).
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
    /// use fql::collections::external_assets as asset;
    ///
    /// let response = falcon.fetch(asset::GET_EXTERNAL_ASSETS, ["id1", "id2"]).await?;
    /// for asset in response.complete()? {
    ///     println!("{}", asset["criticality"]);
    /// }
    /// # Ok(()) }
    /// ```
    pub fn fetch<C>(&self, operation: DetailsOperation<C>, ids: impl IntoIds) -> RawRequest {
        RawRequest(ApiRequest::new(self, operation.spec())).ids(ids)
    }

    /// Aggregates documents of a collection, with one typed aggregation or several as a tuple.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), Box<dyn std::error::Error>> {
    /// use falcon_transport::falcon_aggregates::Aggregate;
    /// use fql::collections::external_assets as asset;
    ///
    /// let types = Aggregate::terms("types", asset::asset_type);
    /// let key = types.key();
    /// let response = falcon.aggregate(asset::AGGREGATE_EXTERNAL_ASSETS, types).await?;
    /// for bucket in key.get(&response.complete()?)? {
    ///     println!("{} {}", bucket.count(), bucket.label());
    /// }
    /// # Ok(()) }
    /// ```
    pub fn aggregate<C: Collection>(
        &self,
        operation: AggregateOperation<C>,
        aggregates: impl IntoAggregates<C>,
    ) -> AggregateRequest {
        AggregateRequest::new(ApiRequest::new(self, operation.spec()), aggregates)
    }
}

impl From<&'static Described> for Operation {
    fn from(described: &'static Described) -> Self {
        let spec = OperationSpec::from(described);
        let is_same = |id: &OperationId| {
            (id.id(), id.method(), id.path()) == (described.id, spec.method.clone(), described.path)
        };
        let id = OperationId::all().find(is_same);
        id.map_or_else(|| spec.into(), Self::from)
    }
}

impl From<&'static Described> for OperationSpec {
    fn from(described: &'static Described) -> Self {
        let is_listing = matches!(described.kind, OperationKind::Listing(_));
        let has_arguments = is_listing || described.filter != FilterLocation::Body;
        let common = [
            (
                "filter",
                described.filter != FilterLocation::None && has_arguments,
            ),
            ("sort", described.sort != SortForm::None && has_arguments),
            ("limit", described.has_page_size()),
        ];
        let common = common.into_iter().filter(|(_, is_supported)| *is_supported);
        let read = Self::read(described.path);
        let mut required = described.required_parameters.to_vec();
        if described.is_filter_required && has_arguments {
            required.insert(0, "filter");
        }
        let path_parameters = request_path::parameters(described.path);
        let others = described.required_parameters.iter();
        let others = others.chain(described.optional_parameters);
        let others = described
            .pagination
            .parameters()
            .iter()
            .chain(others)
            .copied();
        let common = common.map(|(name, _)| name);
        Self {
            name: Cow::Borrowed(described.id),
            method: method(described.method),
            idempotency: match described.kind {
                OperationKind::Other if described.method != DescribedMethod::Get => {
                    Idempotency::NonIdempotent
                }
                _ => Idempotency::Idempotent,
            },
            parameters: common.chain(others).chain(path_parameters).collect(),
            required,
            ids: match described.kind {
                OperationKind::Details(ids) => Some(ids),
                _ => None,
            },
            body: match described.kind {
                OperationKind::Listing(_) if described.filter == FilterLocation::Body => {
                    BodyUse::Arguments
                }
                OperationKind::Details(ids) if ids.location == IdsLocation::Body => {
                    BodyUse::Required
                }
                OperationKind::Listing(_) | OperationKind::Details(_) => BodyUse::None,
                OperationKind::Aggregation(body) => BodyUse::Aggregates(body),
                _ if is_selective_write(described) => BodyUse::Selection,
                _ => BodyUse::Unknown,
            },
            max_limit: described.page_size.max,
            window: described.window.map(u64::from),
            ..read
        }
    }
}

fn method(method: DescribedMethod) -> Method {
    match method {
        DescribedMethod::Get => Method::GET,
        DescribedMethod::Post => Method::POST,
        DescribedMethod::Patch => Method::PATCH,
        DescribedMethod::Delete => Method::DELETE,
    }
}

/// Returns `true` if the operation is not known to read, and a filter or ids select its targets.
fn is_selective_write(described: &Described) -> bool {
    let mut parameters = [described.required_parameters, described.optional_parameters]
        .into_iter()
        .flatten();
    let is_selective =
        described.filter != FilterLocation::None || parameters.any(|name| *name == "ids");
    let is_paged = described.pagination != Pagination::None || described.has_page_size();
    is_selective
        && !is_paged
        && described.kind == OperationKind::Other
        && described.method != DescribedMethod::Get
}
