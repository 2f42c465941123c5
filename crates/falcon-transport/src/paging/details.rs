//! A listing of ids, with the details of each: batches of ids are fetched several at a time, and
//! handed out in the order in which the ids were listed.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_core::stream::BoxStream;
use futures_util::{StreamExt, stream};
use serde::de::DeserializeOwned;

use super::cursor::Position;
use super::pager::{Batch, Pager};
use crate::api::operation::{IdPlace, OperationId};
use crate::api::request::ApiRequest;
use crate::client::Falcon;
use crate::error::Error;
use crate::http::background::BackgroundTask;
use crate::http::request::encoded_len;
use crate::models::{ExternalAsset, Sensor, Subsidiary};
use crate::response::api_error::ApiError;
use crate::response::parts::{MalformedItem, ResponseParts};

/// What has an id by which its details are fetched.
pub trait HasId {
    /// The id.
    fn id(&self) -> &str;
}

impl HasId for ExternalAsset {
    fn id(&self) -> &str {
        &self.id
    }
}

impl HasId for Sensor {
    fn id(&self) -> &str {
        &self.device_id
    }
}

impl HasId for Subsidiary {
    fn id(&self) -> &str {
        &self.id
    }
}

/// What came of one id that was listed.
#[derive(Clone, Debug, PartialEq)]
pub enum DetailResult<T> {
    /// Its details.
    Found(T),
    /// There are none: the item may be gone by now.
    Missing(Missing),
    /// Details came, but could not be read.
    MalformedItem(MalformedItem),
}

impl<T> DetailResult<T> {
    /// The details, when there are any.
    #[must_use]
    pub fn found(self) -> Option<T> {
        match self {
            Self::Found(item) => Some(item),
            Self::Missing(_) | Self::MalformedItem(_) => None,
        }
    }
}

/// An id that was listed, but has no details.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Missing {
    /// The id.
    pub id: String,
    /// What the service says about it, where it says anything.
    pub error: Option<ApiError>,
}

/// A listing with details: a [`Stream`] of what came of each id, in the order listed.
///
/// Memory holds a page of ids and as many batches of details as are fetched at a time. What a page
/// or a batch tells that is about none of its items, or about one that came all the same, is an
/// error that [`is_partial`](Error::is_partial) after them, and the listing goes on; any other
/// error ends it. From [`position`](Self::position) it can be resumed.
///
/// ```no_run
/// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
/// use falcon_transport::DetailResult;
/// use futures_util::TryStreamExt;
///
/// let mut assets = falcon.exposure_management().query_assets().assets();
/// while let Some(fetched) = assets.try_next().await? {
///     match fetched {
///         DetailResult::Found(asset) => println!("{} {:?}", asset.id, asset.criticality),
///         DetailResult::Missing(missing) => eprintln!("{} is gone", missing.id),
///         DetailResult::MalformedItem(item) => eprintln!("{item}"),
///     }
/// }
/// # Ok(()) }
/// ```
#[must_use = "a listing asks for nothing until it is polled"]
pub struct Details<T> {
    ids: Option<Pager<String>>,
    fetch: Fetch,
    batch_size: usize,
    concurrency: usize,
    running: Option<BoxStream<'static, Result<Placed<T>, Error>>>,
    position: Option<Position>,
}

/// What came of an id, and the place after it.
type Placed<T> = (DetailResult<T>, Position);

/// How details are fetched.
#[derive(Clone, Debug)]
pub(crate) struct Fetch {
    pub(crate) falcon: Falcon,
    pub(crate) operation: OperationId,
}

/// How many batches are fetched at a time unless said otherwise.
const CONCURRENCY: usize = 4;

impl<T: HasId + Clone + DeserializeOwned + Send + 'static> Details<T> {
    pub(crate) fn new(ids: Pager<String>, fetch: Fetch) -> Self {
        let batch_size = fetch.operation.id_limit().unwrap_or(1);
        let position = ids.position();
        let concurrency = CONCURRENCY;
        Self {
            ids: Some(ids),
            fetch,
            batch_size,
            concurrency,
            running: None,
            position,
        }
    }

    /// How many batches of details are fetched at a time; 4 unless said otherwise, at least 1.
    pub fn concurrency(mut self, batches: usize) -> Self {
        self.concurrency = batches.max(1);
        self
    }

    /// How many ids are fetched in one batch: as many as the service takes, unless fewer are said.
    pub fn batch_size(mut self, ids: usize) -> Self {
        let most = self.fetch.operation.id_limit().unwrap_or(1);
        self.batch_size = ids.clamp(1, most);
        self
    }

    /// Begins where another listing of the same filter and order stood.
    pub fn resume_from(mut self, position: Position) -> Self {
        self.position = Some(position.clone());
        self.ids = self.ids.map(|ids| ids.resume_from(position));
        self
    }

    /// The place after the last item handed out; nothing once the listing has come to its end.
    #[must_use]
    pub fn position(&self) -> Option<&Position> {
        self.position.as_ref()
    }

    fn start(&mut self, ids: Pager<String>) -> BoxStream<'static, Result<Placed<T>, Error>> {
        let (fetch, size) = (self.fetch.clone(), self.batch_size);
        // In the background, so that no time limit runs out while the items are made use of.
        batches(ids.in_background(), size)
            .map(move |batch| {
                let fetch = fetch.clone();
                BackgroundTask::spawn(async move { fetch.batch(batch?).await })
            })
            .buffered(self.concurrency)
            .map(|batch| match batch {
                Ok(items) => stream::iter(items).left_stream(),
                Err(error) => stream::iter([Err(error)]).right_stream(),
            })
            .flatten()
            .boxed()
    }
}

/// The ids of a listing in batches, none of which goes over a page's end.
fn batches(
    ids: Pager<String>,
    size: usize,
) -> impl Stream<Item = Result<Batch<String>, Error>> + Send {
    stream::unfold(ids, move |mut ids| async move {
        let batch = poll_fn(|cx| ids.poll_batch(cx, size)).await?;
        Some((batch, ids))
    })
}

impl Fetch {
    /// The details of a batch, each with the place after it, and then what went wrong that is
    /// about none of them.
    async fn batch<T: HasId + Clone + DeserializeOwned + Send>(
        &self,
        (ids, begin): Batch<String>,
    ) -> Result<Vec<Result<Placed<T>, Error>>, Error> {
        let mut fetched = Vec::with_capacity(ids.len());
        let mut problems = Vec::new();
        for ids in self.in_address_limit(&ids) {
            let (some, problem) = self.some(ids, begin.version_id.as_deref()).await?;
            fetched.extend(some);
            problems.extend(problem);
        }
        let places = (1..).map(|n| Position {
            skip: begin.skip + n,
            ..begin.clone()
        });
        let placed = fetched.into_iter().zip(places).map(Ok);
        Ok(placed.chain(problems.into_iter().map(Err)).collect())
    }

    /// The ids in runs whose address line is not too long.
    fn in_address_limit<'i>(&self, ids: &'i [String]) -> Vec<&'i [String]> {
        if self
            .operation
            .spec()
            .ids
            .is_none_or(|slot| slot.place == IdPlace::Body)
        {
            return vec![ids];
        }
        // What stands before the ids, with room for a version id.
        let room = self.falcon.inner.max_url_len.saturating_sub(512);
        let (mut runs, mut start, mut length) = (Vec::new(), 0, 0);
        for (at, id) in ids.iter().enumerate() {
            let added = "&ids=".len() + encoded_len(id);
            if at > start && length + added > room {
                runs.push(&ids[start..at]);
                (start, length) = (at, 0);
            }
            length += added;
        }
        runs.push(&ids[start..]);
        runs
    }

    async fn some<T: HasId + Clone + DeserializeOwned + Send>(
        &self,
        ids: &[String],
        version_id: Option<&str>,
    ) -> Result<(Vec<DetailResult<T>>, Option<Error>), Error> {
        let call = ApiRequest::new(self.operation);
        let call = call.with_ids(ids).with_some("version_id", version_id);
        match self.falcon.execute::<T>(&call).await {
            Ok(mut answer) => {
                let came = answer.succeeded().len();
                let fetched = in_order(ids, answer.parts_mut());
                Ok((fetched, answer.error_with_succeeded(came)))
            }
            Err(error) if is_about_ids(&error, ids) => {
                let mut parts = ResponseParts::from_errors(error.api_errors().to_vec());
                Ok((in_order(ids, &mut parts), None))
            }
            Err(error) => Err(error),
        }
    }
}

/// Whether the answer is that none of these is there: it names one of them. Any other 404 is about
/// the path.
fn is_about_ids(error: &Error, ids: &[String]) -> bool {
    let names_one = |error: &ApiError| {
        let named = error.id.as_ref();
        named.is_some_and(|id| ids.contains(id))
    };
    error.status() == Some(404) && error.api_errors().iter().any(names_one)
}

/// What came of each id, in the order of the ids: services answer in an order of their own. What
/// is told by it is taken out of `parts`.
fn in_order<T: HasId + Clone>(
    ids: &[String],
    parts: &mut ResponseParts<T>,
) -> Vec<DetailResult<T>> {
    let mut found: HashMap<String, T> = std::mem::take(&mut parts.succeeded)
        .into_iter()
        .map(|item| (item.id().to_owned(), item))
        .collect();
    let asked: HashSet<&str> = ids.iter().map(String::as_str).collect();
    let is_missing =
        |id: Option<&str>| id.is_some_and(|id| asked.contains(id) && !found.contains_key(id));
    let some_missing = asked.iter().any(|id| !found.contains_key(*id));
    let (malformed, others): (Vec<_>, Vec<_>) = std::mem::take(&mut parts.malformed)
        .into_iter()
        .partition(|item| is_missing(item.id.as_deref()));
    parts.malformed = others;
    // An error that names no id is about all that are missing.
    let (errors, others): (Vec<_>, Vec<_>) = std::mem::take(&mut parts.errors)
        .into_iter()
        .partition(|error| match error.id.as_deref() {
            Some(id) => is_missing(Some(id)),
            None => some_missing,
        });
    parts.errors = others;
    let malformed: HashMap<&str, &MalformedItem> = malformed
        .iter()
        .filter_map(|item| Some((item.id.as_deref()?, item)))
        .collect();
    let general = errors.iter().find(|error| error.id.is_none());
    let mut repeated: HashMap<&str, usize> = HashMap::new();
    ids.iter()
        .for_each(|id| *repeated.entry(id).or_default() += 1);
    ids.iter()
        .map(|id| {
            let last = repeated.get(id.as_str()).is_none_or(|times| *times <= 1);
            let item = if last {
                found.remove(id)
            } else {
                found.get(id).cloned()
            };
            if let Some(item) = item {
                return DetailResult::Found(item);
            }
            if let Some(item) = malformed.get(id.as_str()) {
                return DetailResult::MalformedItem((*item).clone());
            }
            let own = errors.iter().find(|error| error.id.as_deref() == Some(id));
            DetailResult::Missing(Missing {
                id: id.clone(),
                error: own.or(general).cloned(),
            })
        })
        .collect()
}

impl<T> Unpin for Details<T> {}

impl<T: HasId + Clone + DeserializeOwned + Send + 'static> Stream for Details<T> {
    type Item = Result<DetailResult<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if let Some(ids) = this.ids.take() {
            this.running = Some(this.start(ids));
        }
        let Some(running) = &mut this.running else {
            return Poll::Ready(None);
        };
        match ready!(running.as_mut().poll_next(cx)) {
            Some(Ok((fetched, after))) => {
                this.position = Some(after);
                Poll::Ready(Some(Ok(fetched)))
            }
            Some(Err(error)) => {
                // What is being fetched after it would leave a gap.
                if !error.is_partial() {
                    this.running = None;
                }
                Poll::Ready(Some(Err(error)))
            }
            None => {
                (this.running, this.position) = (None, None);
                Poll::Ready(None)
            }
        }
    }
}

impl<T> fmt::Debug for Details<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Details")
            .field("fetch", &self.fetch.operation)
            .field("batch_size", &self.batch_size)
            .field("concurrency", &self.concurrency)
            .finish_non_exhaustive()
    }
}
