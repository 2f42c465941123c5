//! Listings of any collection.

use std::fmt;
use std::marker::PhantomData;

use fql::collections::any::Any;
use fql::operation::{
    DetailsOperation, FilterLocation, Items, ListOperation, OperationKind,
    OperationSpec as Described, Pagination, SortForm,
};
use fql::table::Table;
use fql::{Collection, Filter, IncompleteFilter, IntoFilter, IntoSort};
use futures_core::future::BoxFuture;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::api::request::{ApiRequest, query_method};
use crate::client::Falcon;
use crate::error::Error;
use crate::paging::{Details, HasId, Limit, Pager, PaginationMode};
use crate::response::typed_response::Response;

/// The default number of ids and of documents per page, if the operation allows as many.
const PAGE_SIZES: [u32; 2] = [1_000, 100];

impl Falcon {
    /// Lists documents of a collection, or their ids.
    ///
    /// The module of a collection has a constant for each of its listings. Most collections need a
    /// [feature](crate#cargo-features) of this crate.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
    /// use fql::collections::external_assets as asset;
    ///
    /// let critical = asset::criticality.eq("Critical");
    /// let mut ids = falcon.list(asset::QUERY_EXTERNAL_ASSETS_V2).filter(critical).ids();
    /// while let Some(id) = ids.try_next().await? {
    ///     println!("{id}");
    /// }
    /// # Ok(()) }
    /// ```
    pub fn list<C: Collection>(&self, operation: ListOperation<C>) -> List<C> {
        List::of(self, operation)
    }

    /// Lists documents of a collection that is known only at run time, or their ids, by an operation
    /// of its table. An operation of another table is an error that [`is_argument`](Error::is_argument).
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), Box<dyn std::error::Error>> {
    /// use fql::Filter;
    /// use fql::collections;
    /// use fql::operation::OperationSpec;
    ///
    /// let table = collections::find("external-assets").ok_or("unknown collection")?;
    /// let mut listings = table.operations.iter().filter_map(OperationSpec::as_listing);
    /// let listing = listings.next().ok_or("no listing")?;
    /// let mut ids = falcon.list_any(table, listing).filter(Filter::parse("manual:true")?).ids();
    /// while let Some(id) = ids.try_next().await? {
    ///     println!("{id}");
    /// }
    /// # Ok(()) }
    /// ```
    pub fn list_any(&self, table: &'static Table, operation: ListOperation<Any>) -> List<Any> {
        List::new(self, table, operation).with_operation(operation.spec())
    }
}

/// A request that lists documents of collection `C`, or their ids, from [`Falcon::list`].
///
/// [`send`](Self::send) returns one page of items `T`. [`ids`](Self::ids), [`documents`](Self::documents)
/// and [`details`](Self::details) are streams over all pages that can be resumed.
#[must_use = "nothing is sent until the request is awaited"]
pub struct List<C, T = Value> {
    request: ApiRequest,
    described: &'static Described,
    table: &'static Table,
    types: PhantomData<fn() -> (C, T)>,
}

impl<C: Collection, T: DeserializeOwned + Send> List<C, T> {
    /// Creates a request of an operation of the collection.
    pub(crate) fn of(falcon: &Falcon, operation: ListOperation<C>) -> Self {
        Self::new(falcon, const { &C::TABLE }, operation)
    }

    fn new(falcon: &Falcon, table: &'static Table, operation: ListOperation<C>) -> Self {
        Self {
            request: ApiRequest::new(falcon, operation.spec()),
            described: operation.spec(),
            table,
            types: PhantomData,
        }
    }

    /// Sets the filter.
    ///
    /// It belongs to this collection, so its fields have been checked. To use a string, parse it into
    /// a [`Filter`](crate::fql::Filter) or write it with `fql!`.
    pub fn filter(mut self, filter: impl IntoFilter<C>) -> Self {
        let filter = filter.into_filter();
        if self.described.filter == FilterLocation::None && !filter.as_str().is_empty() {
            return self.reject("the operation does not filter", "leave out the filter");
        }
        let filter = Some(filter.as_str()).filter(|filter| !filter.is_empty());
        self.request.set("filter", filter);
        self
    }

    /// Sets the sort order, with a [`Sort`](crate::fql::Sort) of this collection or an `Option` of
    /// one; `None` removes it.
    pub fn sort(mut self, sort: impl IntoSort<C>) -> Self {
        match (sort.into_sort(), self.described.sort) {
            (Some(_), SortForm::None) => {
                self.reject("the operation does not sort", "leave out the sort order")
            }
            (Some(_), SortForm::FieldOnly) => self.reject(
                "the operation sorts by a field without a direction",
                "pass the field with `query([(\"sort\", …)])`",
            ),
            (sort, _) => {
                self.request.set("sort", sort);
                self
            }
        }
    }

    /// Sets the maximum number of items per page, within the documented limits of the operation.
    ///
    /// It is the parameter `limit` of the service. Streams request further pages of this size; their
    /// method `take` limits the number of items. By default they request up to 1,000 ids or 100
    /// documents per page, and [`send`](Self::send) leaves the number to the service.
    #[doc(alias = "limit")]
    pub fn page_size(self, items: u32) -> Self {
        self.parameter("limit", items)
    }

    #[doc(hidden)]
    pub fn limit(self, _items: impl Limit) -> Self {
        self
    }

    query_method! {
        in request;
        /// Adds query parameters without checking their keys.
        ///
        /// Use it for parameters that have no method here, also for those in the path of the operation. Each
        /// one replaces the parameter of the same key that a method has set. A blank filter, and several values
        /// of a parameter that has one, are an error that [`is_argument`](Error::is_argument).
    }

    /// Starts at this offset: a number, or the string that a response has in
    /// [`Pagination::offset`](crate::response::Pagination::offset).
    pub fn offset(self, offset: impl ToString) -> Self {
        self.parameter("offset", offset)
    }

    /// Starts after the page whose response has this token in
    /// [`Pagination::after`](crate::response::Pagination::after).
    pub fn after(self, token: impl Into<String>) -> Self {
        self.parameter("after", token.into())
    }

    /// Sets a parameter that the operation may not have.
    pub(crate) fn parameter(mut self, key: &'static str, value: impl ToString) -> Self {
        let parameters = &self.request.operation.spec().parameters;
        if !parameters.contains(&key) {
            let message = format!("the operation does not support `{key}`");
            return self.reject(&message, "leave it out");
        }
        self.request.set(key, Some(value));
        self
    }

    /// Sends the request and returns one page of ids or documents.
    ///
    /// # Errors
    ///
    /// [`Error::is_argument`] for a page size beyond the documented maximum, for a missing filter
    /// where the operation or the collection needs one, and for a filter too long for a URL, which
    /// [`chunk_filter`](crate::chunk_filter) splits into several.
    pub async fn send(self) -> Result<Response<T>, Error> {
        self.checked(None).send().await
    }

    /// Sends the request and decodes each item of the page as `U`.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send).
    pub async fn send_as<U: DeserializeOwned + Send>(self) -> Result<Response<U>, Error> {
        self.checked(None).send().await
    }

    /// Returns a stream of all ids.
    ///
    /// The operation must list ids: otherwise the first item is an error that
    /// [`is_argument`](Error::is_argument), as are those of [`send`](Self::send).
    pub fn ids(self) -> Pager<String> {
        self.pager(Items::Ids)
    }

    /// Returns a stream of all documents, decoded as `U`, such as a [`Value`].
    ///
    /// The operation must list documents: otherwise the first item is an error that
    /// [`is_argument`](Error::is_argument), as are those of [`send`](Self::send).
    pub fn documents<U: DeserializeOwned + Send + 'static>(self) -> Pager<U> {
        self.pager(Items::Documents)
    }

    /// Returns a stream of the documents with all listed ids, in the order of the listing.
    ///
    /// They are fetched in batches, by the `operation` of the same collection. An id without a
    /// document is reported in its place. `U` may be a [`Value`], or a type that implements
    /// [`HasId`].
    ///
    /// Parameters from [`query`](Self::query) are also sent with the batches if the `operation` has
    /// them. Others are set with [`Details::query`].
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
    /// use falcon_transport::models::ExternalAsset;
    /// use fql::collections::external_assets as asset;
    ///
    /// let listing = falcon.list(asset::QUERY_EXTERNAL_ASSETS_V2);
    /// let mut assets = listing.details::<ExternalAsset>(asset::GET_EXTERNAL_ASSETS);
    /// while let Some(result) = assets.try_next().await? {
    ///     println!("{result}");
    /// }
    /// # Ok(()) }
    /// ```
    pub fn details<U>(self, operation: DetailsOperation<C>) -> Details<U>
    where
        U: HasId + DeserializeOwned + Send + 'static,
    {
        let id_field = self.table.id_field;
        let ids = self.with_operation(operation.spec()).ids();
        Details::new(ids, operation.spec(), id_field)
    }

    fn pager<U: DeserializeOwned + Send + 'static>(self, items: Items) -> Pager<U> {
        let mode = mode(self.described.pagination);
        let [ids, documents] = PAGE_SIZES;
        let page_size = if items == Items::Ids { ids } else { documents };
        let sizes = self.described.page_size;
        let page_size = match (sizes.max, sizes.default) {
            (Some(max), _) => page_size.min(max),
            (None, Some(default)) => default,
            (None, None) => page_size.min(documents),
        };
        let has_versions = self.described.optional_parameters.contains(&"version_id");
        let mut others = self.table.all_operations();
        let is_unbounded = |other: &&Described| {
            *other != self.described && other.kind == self.described.kind && is_by_token(other)
        };
        let unbounded = others.find(is_unbounded).map(|other| other.id);
        let pager = Pager::new(self.checked(Some(items)), mode, page_size, unbounded);
        match has_versions {
            true => pager.versioned(),
            false => pager,
        }
    }

    /// Returns the request, which fails if an argument is missing or other items are expected.
    fn checked(mut self, items: Option<Items>) -> ApiRequest {
        if let Some(incomplete) = self.incomplete() {
            self = self.reject(&incomplete.to_string(), &incomplete.help());
        }
        match self.described.kind {
            OperationKind::Listing(found) if items.is_some_and(|items| items != found) => {
                let help = match found {
                    Items::Ids => "use `ids()`, or `details(…)` for the documents",
                    Items::Documents => "use `documents()`",
                };
                let message = format!("the operation lists {}", found.name());
                self.reject(&message, help).request
            }
            _ => self.request,
        }
    }

    /// Returns the reason for which the service rejects the filter as a whole. It reports the errors of a
    /// filter that cannot be parsed.
    fn incomplete(&self) -> Option<IncompleteFilter> {
        let filter = self.request.values("filter").last().unwrap_or_default();
        let filter: Filter<Any> = filter.parse().ok()?;
        self.table.check_complete(&filter.tree().ok()?).err()
    }

    /// Rejects an operation of another collection.
    fn with_operation(self, operation: &Described) -> Self {
        if self.table.all_operations().any(|own| own == operation) {
            return self;
        }
        let name = self.table.name;
        let message = format!("`{}` is not an operation of `{name}`", operation.id);
        self.reject(&message, "pass an operation of the table")
    }

    /// Makes the request fail when it is sent. The first reason counts.
    fn reject(mut self, message: &str, help: &str) -> Self {
        self.request = self
            .request
            .reject(Error::argument(message).with_help(help));
        self
    }
}

fn mode(pagination: Pagination) -> PaginationMode {
    match pagination {
        Pagination::None => PaginationMode::SinglePage,
        Pagination::After => PaginationMode::Token,
        Pagination::OffsetOrAfter => PaginationMode::TokenOrOffset,
        Pagination::OffsetFromNext => PaginationMode::OffsetToken("next"),
        Pagination::OffsetToken | Pagination::OffsetTokenOrNextToken => {
            PaginationMode::OffsetToken("offset")
        }
        // `next_token` is documented as unsupported, or without the filter.
        _ => PaginationMode::Offset,
    }
}

/// Returns `true` if tokens select pages, so that all items can be listed.
fn is_by_token(listing: &Described) -> bool {
    !matches!(
        mode(listing.pagination),
        PaginationMode::Offset | PaginationMode::SinglePage
    )
}

impl<C, T> IntoFuture for List<C, T>
where
    C: Collection,
    T: DeserializeOwned + Send + 'static,
{
    type Output = Result<Response<T>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    /// Sends the request, like [`send`](Self::send).
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<C, T> Clone for List<C, T> {
    fn clone(&self) -> Self {
        Self {
            request: self.request.clone(),
            ..*self
        }
    }
}

impl<C, T> fmt::Debug for List<C, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("List").field(&self.request).finish()
    }
}
