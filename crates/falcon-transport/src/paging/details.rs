//! Listings of ids with the details of each, in the order of the ids.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use fql::operation::IdsLocation;
use futures_core::Stream;
use futures_core::stream::BoxStream;
use futures_util::{StreamExt, stream};
use serde::de::DeserializeOwned;

use super::batch::{BatchOutcome, DetailResult, HasId};
use super::page_token::Position;
use super::pager::{Batch, Pager};
use crate::api::operation::Operation;
use crate::api::request::{ApiRequest, query_method};
use crate::error::Error;
use crate::http::background::BackgroundTask;
use crate::http::request::encoded_len;
use crate::response::api_error::ApiError;
use crate::response::parts::{MalformedItem, ResponseParts};
use crate::stream_methods::stream_methods;

/// Default number of batches that are requested concurrently.
const CONCURRENCY: usize = 4;
/// Number of ids per batch if the service documents no maximum.
const BATCH_SIZE: usize = 100;
/// Length of a URL without its ids, including a version id.
const URL_LEN_WITHOUT_IDS: usize = 512;
/// An id of this length is requested even if the URL may become too long.
const MAX_ID_LEN: usize = 1024;

/// The details of all listed ids: a [`Stream`] of one [`DetailResult`] per id, in the order of the
/// listing.
///
/// Memory holds one page of ids and the batches of details that are requested concurrently.
///
/// Errors of a page or batch that concern none of its missing ids follow its items as an error that
/// [`is_partial`](Error::is_partial), and the listing continues. Any other error ends it; it can be
/// resumed from [`position`](Self::position).
///
/// # Examples
///
/// ```no_run
/// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
/// use falcon_transport::DetailResult;
///
/// let mut assets = falcon.exposure_management().query_assets().assets();
/// while let Some(result) = assets.try_next().await? {
///     match result {
///         DetailResult::Found(asset) => println!("{} {:?}", asset.id, asset.criticality),
///         DetailResult::Missing(missing) => eprintln!("{} is gone", missing.id),
///         DetailResult::Malformed(item) => eprintln!("{item}"),
///     }
/// }
/// # Ok(()) }
/// ```
#[must_use = "streams do nothing unless polled"]
pub struct Details<T> {
    /// The listing of the ids, which is copied at the first poll.
    ids: Pager<String>,
    fetcher: DetailFetcher,
    batch_size: usize,
    concurrency: usize,
    results: Results<T>,
    /// The number of items that may still be returned.
    remaining: usize,
    position: Option<Position>,
    total: Option<u64>,
}

enum Results<T> {
    /// Nothing has been requested.
    Idle,
    Running(BoxStream<'static, Result<PositionedResult<T>, Error>>),
    /// The listing is complete, or an error ended it.
    Ended,
}

/// The result for one id.
struct PositionedResult<T> {
    result: DetailResult<T>,
    /// The position after the result.
    position: Position,
    total: Option<u64>,
}

impl<T: HasId + DeserializeOwned + Send + 'static> Details<T> {
    /// Creates a listing of the details that `operation` returns.
    pub(crate) fn new(
        ids: Pager<String>,
        operation: impl Into<Operation>,
        id_field: &'static str,
    ) -> Self {
        let listing = ids.template();
        let template = ApiRequest::new(&listing.falcon, operation).with_shared_parameters(listing);
        let fetcher = DetailFetcher { template, id_field };
        Self {
            batch_size: fetcher.max_batch_size().unwrap_or(BATCH_SIZE),
            concurrency: CONCURRENCY,
            results: Results::Idle,
            remaining: usize::MAX,
            position: ids.position(),
            total: ids.total(),
            ids,
            fetcher,
        }
    }

    /// Sets the number of batches that are requested concurrently, by default 4.
    pub fn concurrency(mut self, batches: usize) -> Self {
        self.concurrency = batches.max(1);
        self
    }

    /// Sets the number of ids per batch, by default the maximum that the service documents, or else
    /// 100.
    pub fn batch_size(mut self, ids: usize) -> Self {
        let max = self.fetcher.max_batch_size().unwrap_or(usize::MAX);
        self.batch_size = ids.clamp(1, max);
        self
    }

    query_method! {
        in fetcher.template;
        /// Adds query parameters to the requests for details, without checking their keys.
        ///
        /// A lookup with a required parameter needs it here, unless the listing has a parameter of the same
        /// name from [`List::query`](crate::List::query). Without it, nothing is sent.
    }

    stream_methods!(DetailResult<T>);

    /// Ends the listing after this number of items. No details of further items are requested.
    ///
    /// Unlike `StreamExt::take`, the listing keeps its [`position`](Self::position), from which
    /// another listing returns the remaining items. Errors of the last batch are not returned.
    pub fn take(mut self, items: usize) -> Self {
        self.remaining = items;
        self
    }

    #[doc(hidden)]
    pub fn limit(self, _items: impl super::Limit) -> Self {
        self
    }

    /// Continues at the position of this listing or of another one with the same operation, filter and
    /// sort order. [`take`](Self::take) counts the items that this listing has returned before.
    pub fn resume_from(mut self, position: Position) -> Self {
        self.position = Some(position.clone());
        self.ids = self.ids.resume_from(position);
        self.results = Results::Idle;
        self
    }

    /// Returns the position after the last returned item, or `None` at the end of the listing.
    #[must_use]
    pub fn position(&self) -> Option<&Position> {
        self.position.as_ref()
    }

    /// Returns the total number of items, as reported with the page of the last returned item. It is
    /// not always correct.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// Starts the requests.
    ///
    /// They run in background tasks, so that their time limits do not expire while the caller
    /// processes earlier items.
    fn start(&self) -> BoxStream<'static, Result<PositionedResult<T>, Error>> {
        let fetcher = self.fetcher.clone();
        let ids = self.ids.restarted().take(self.remaining);
        batches(ids.in_background(), self.batch_size)
            .map(move |batch| {
                let fetcher = fetcher.clone();
                BackgroundTask::spawn(async move { fetcher.fetch(batch?).await })
            })
            .buffered(self.concurrency)
            .map(|batch| match batch {
                Ok(results) => stream::iter(results).left_stream(),
                Err(error) => stream::iter([Err(error)]).right_stream(),
            })
            .flatten()
            .boxed()
    }
}

/// Splits a listing of ids into batches. A batch does not span pages.
fn batches(
    ids: Pager<String>,
    size: usize,
) -> impl Stream<Item = Result<Batch<String>, Error>> + Send {
    stream::unfold(ids, move |mut ids| async move {
        let batch = poll_fn(|cx| ids.poll_batch(cx, size)).await?;
        Some((batch, ids))
    })
}

/// Requests details by id.
#[derive(Clone, Debug)]
struct DetailFetcher {
    /// The request for a batch, without ids.
    template: ApiRequest,
    /// The field that has the id of a document.
    id_field: &'static str,
}

impl DetailFetcher {
    fn max_batch_size(&self) -> Option<usize> {
        Some(self.template.operation.spec().ids?.max? as usize)
    }

    /// Checks the parameters, before ids are listed.
    fn check(&self) -> Result<(), Error> {
        let ids = self
            .template
            .operation
            .spec()
            .ids
            .map_or("ids", |ids| ids.name);
        if self.template.values(ids).next().is_some() {
            let error = Error::argument(format!("the listing sets the parameter `{ids}`"));
            return Err(error.with_help("leave it out, or request the ids with `fetch`"));
        }
        self.template.clone().with_ids(["id"]).prepare().map(drop)
    }

    /// Returns the results for a batch, followed by the errors that concern none of its missing ids.
    async fn fetch<T: HasId + DeserializeOwned + Send>(
        &self,
        batch: Batch<String>,
    ) -> Result<Vec<Result<PositionedResult<T>, Error>>, Error> {
        let Batch {
            items: ids,
            start,
            total,
        } = batch;
        let max_len = self.max_ids_len();
        let usable = ids.iter().map(String::as_str);
        let usable = usable.filter(|id| malformed_reason(id, max_len).is_none());
        let mut fetched = Vec::with_capacity(ids.len());
        let mut errors = Vec::new();
        for ids in split_ids(usable, max_len) {
            let (found, error) = self.request(&ids, start.version_id.as_deref()).await?;
            fetched.extend(found);
            errors.extend(error);
        }
        let mut fetched = fetched.into_iter();
        let ids = (start.skip..).zip(ids);
        let results = ids.map_while(|(index, id)| match malformed_reason(&id, max_len) {
            Some(reason) => Some(DetailResult::Malformed(malformed_id(index, id, reason))),
            None => fetched.next(),
        });
        let positions = (1..).map(|count| Position {
            skip: start.skip + count,
            ..start.clone()
        });
        let results = results.zip(positions).map(|(result, position)| {
            Ok(PositionedResult {
                result,
                position,
                total,
            })
        });
        Ok(results.chain(errors.into_iter().map(Err)).collect())
    }

    /// Returns the maximum length of the ids in one request.
    fn max_ids_len(&self) -> usize {
        match self.template.operation.spec().ids.map(|ids| ids.location) {
            Some(IdsLocation::Body) => usize::MAX,
            _ => (self.template.falcon.inner.max_url_len).saturating_sub(URL_LEN_WITHOUT_IDS),
        }
    }

    async fn request<T: HasId + DeserializeOwned + Send>(
        &self,
        ids: &[&str],
        version_id: Option<&str>,
    ) -> Result<(Vec<DetailResult<T>>, Option<Error>), Error> {
        let mut request = self.template.clone().with_ids(ids);
        if version_id.is_some() {
            request.set("version_id", version_id);
        }
        let (mut outcome, error) = match request.send::<T>().await {
            Ok(mut response) => {
                let succeeded = response.succeeded().len();
                let parts = std::mem::replace(response.parts_mut(), ResponseParts::empty());
                let (outcome, mut rest) = BatchOutcome::new(ids, self.id_field, parts);
                // An error of the batch quotes the id of an unexpected document.
                let errors = rest.errors.into_iter();
                let redacted = errors.map(|error| self.template.falcon.redacted(error));
                rest.errors = redacted.collect();
                *response.parts_mut() = rest;
                (outcome, response.error_with_succeeded(succeeded))
            }
            Err(error) if all_missing(&error, ids) => {
                let parts = ResponseParts::from_errors(error.api_errors().to_vec());
                (BatchOutcome::new(ids, self.id_field, parts).0, None)
            }
            Err(error) => return Err(error),
        };
        let results = ids.iter().map(|id| outcome.take(id)).collect();
        Ok((results, error))
    }
}

/// Returns the reason for which an id cannot be requested.
fn malformed_reason(id: &str, max_len: usize) -> Option<&'static str> {
    if id.trim().is_empty() {
        Some("the listed id is blank")
    } else if max_len >= MAX_ID_LEN && id_len(id) > max_len {
        Some("the listed id is too long for a URL")
    } else {
        None
    }
}

fn malformed_id(index: usize, id: String, reason: &str) -> MalformedItem {
    MalformedItem {
        index,
        json: id.as_str().into(),
        id: Some(id),
        reason: reason.to_owned(),
    }
}

/// Returns the length of an id in a URL.
fn id_len(id: &str) -> usize {
    "&ids=".len() + encoded_len(id)
}

/// Splits ids into requests, each with at most `max_len` bytes of ids and without repeated ids.
///
/// If a page repeats an id, the id is requested again, so that each occurrence has its own result.
fn split_ids<'i>(ids: impl Iterator<Item = &'i str>, max_len: usize) -> Vec<Vec<&'i str>> {
    let mut requests: Vec<Vec<&str>> = Vec::new();
    let mut len = 0;
    for id in ids {
        let added = id_len(id);
        match requests.last_mut() {
            Some(request) if len + added <= max_len && !request.contains(&id) => {
                request.push(id);
                len += added;
            }
            _ => {
                requests.push(vec![id]);
                len = added;
            }
        }
    }
    requests
}

/// Returns `true` if the error means that none of the ids exists: a 404 that names one of them. Any
/// other 404 is about the path.
fn all_missing(error: &Error, ids: &[&str]) -> bool {
    let names_id = |error: &ApiError| error.id.as_deref().is_some_and(|id| ids.contains(&id));
    error.status() == Some(404) && error.api_errors().iter().any(names_id)
}

impl<T> Unpin for Details<T> {}

impl<T: HasId + DeserializeOwned + Send + 'static> Stream for Details<T> {
    type Item = Result<DetailResult<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if this.remaining == 0 {
            return Poll::Ready(None);
        }
        if let Results::Idle = this.results {
            this.results = match this.fetcher.check() {
                Ok(()) => Results::Running(this.start()),
                Err(error) => {
                    this.results = Results::Ended;
                    return Poll::Ready(Some(Err(error)));
                }
            };
        }
        let Results::Running(results) = &mut this.results else {
            return Poll::Ready(None);
        };
        match ready!(results.as_mut().poll_next(cx)) {
            Some(Ok(next)) => {
                this.position = Some(next.position);
                this.total = next.total;
                this.remaining -= 1;
                Poll::Ready(Some(Ok(next.result)))
            }
            Some(Err(error)) => {
                // The batches after a failed one must not be returned: they would leave a gap.
                if !error.is_partial() {
                    this.results = Results::Ended;
                }
                Poll::Ready(Some(Err(error)))
            }
            None => {
                (this.results, this.position) = (Results::Ended, None);
                Poll::Ready(None)
            }
        }
    }
}

impl<T> fmt::Debug for Details<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Details")
            .field("operation", &self.fetcher.template.operation)
            .field("batch_size", &self.batch_size)
            .field("concurrency", &self.concurrency)
            .finish_non_exhaustive()
    }
}
