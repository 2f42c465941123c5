//! Operations that the tables of collections describe.

use std::borrow::Cow;

use falcon_aggregates::IntoAggregates;
use fql::Collection;
use fql::operation::{
    AggregateBody, AggregateOperation, DetailsOperation, FilterLocation, IdsLocation,
    Method as DescribedMethod, OperationKind, OperationSpec as Described, Pagination, SortForm,
};
use http::Method;

use crate::api::aggregates::AggregateRequest;
use crate::api::ids::IntoIds;
use crate::api::operation::{
    ArgumentLocation, BodyUse, IdLocation, IdParameter, Idempotency, OperationSpec,
};
use crate::api::raw_request::RawRequest;
use crate::api::request_builder::RequestBuilder;
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
        RawRequest::by_ids(self, operation.spec().into(), ids)
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
        let described = operation.spec();
        let builder = RequestBuilder::new(self, OperationSpec::from(described));
        let is_object = described.kind == OperationKind::Aggregation(AggregateBody::Object);
        AggregateRequest::new(builder, is_object, aggregates)
    }
}

impl From<&'static Described> for OperationSpec {
    fn from(described: &'static Described) -> Self {
        let method = method(described.method);
        let is_read = match described.kind {
            OperationKind::Other => method == Method::GET,
            _ => true,
        };
        Self {
            id: None,
            name: Cow::Borrowed(described.id),
            method,
            path: Cow::Borrowed(described.path),
            scope: None,
            idempotency: if is_read {
                Idempotency::Idempotent
            } else {
                Idempotency::NonIdempotent
            },
            arguments: match (described.kind, described.filter) {
                (OperationKind::Listing(_), FilterLocation::Body) => ArgumentLocation::Body,
                _ => ArgumentLocation::Query,
            },
            parameters: parameters(described).into(),
            required: required(described).into(),
            ids: match described.kind {
                OperationKind::Details(ids) => Some(IdParameter {
                    location: match ids.location {
                        IdsLocation::Query => IdLocation::Query,
                        IdsLocation::Body => IdLocation::Body,
                    },
                    name: ids.name,
                    max: ids.max.map(|max| max as usize),
                }),
                _ => None,
            },
            body: match described.kind {
                OperationKind::Listing(_) => match described.filter {
                    FilterLocation::Body => BodyUse::Optional,
                    FilterLocation::None | FilterLocation::Query => BodyUse::None,
                },
                OperationKind::Details(ids) => match ids.location {
                    IdsLocation::Query => BodyUse::None,
                    IdsLocation::Body => BodyUse::Required,
                },
                OperationKind::Aggregation(_) => BodyUse::Required,
                _ if is_selective_write(described) => BodyUse::Selection,
                _ => BodyUse::Unknown,
            },
            max_limit: described.page_size.max,
            window: described.window.map(u64::from),
            unbounded: None,
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

/// Returns the names of the parameters that the caller passes, except ids.
fn parameters(described: &Described) -> Vec<&'static str> {
    let pages = described.pagination.parameters();
    let is_listing = matches!(described.kind, OperationKind::Listing(_));
    let has_filter = match described.filter {
        FilterLocation::None => false,
        FilterLocation::Query => true,
        FilterLocation::Body => is_listing,
    };
    let has_sort = described.sort != SortForm::None && described.filter != FilterLocation::Body;
    let has_sort = has_sort || (is_listing && described.sort != SortForm::None);
    let common = [
        ("filter", has_filter),
        ("sort", has_sort),
        ("limit", described.has_page_size()),
    ];
    let common = common.into_iter().filter(|(_, is_supported)| *is_supported);
    let others = [
        pages,
        described.required_parameters,
        described.optional_parameters,
    ];
    let others = others.into_iter().flatten().copied();
    common.map(|(name, _)| name).chain(others).collect()
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

/// Returns the names of the parameters without which nothing is sent.
fn required(described: &Described) -> Vec<&'static str> {
    let is_listing = matches!(described.kind, OperationKind::Listing(_));
    let is_parameter = is_listing || described.filter == FilterLocation::Query;
    let filter = (described.is_filter_required && is_parameter).then_some("filter");
    let others = described.required_parameters.iter().copied();
    filter.into_iter().chain(others).collect()
}

/// Returns `true` if tokens select pages, so that all items can be listed.
pub(crate) fn is_by_token(pagination: Pagination) -> bool {
    matches!(
        pagination,
        Pagination::OffsetToken
            | Pagination::OffsetTokenOrNextToken
            | Pagination::OffsetFromNext
            | Pagination::After
            | Pagination::OffsetOrAfter
    )
}
