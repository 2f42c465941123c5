//! A listing as a stream of its items.

use std::borrow::Cow;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_core::future::BoxFuture;
use serde::de::DeserializeOwned;

use super::page_sequence::{PageReport, PageSequence};
use super::page_token::{PageToken, PaginationMode, Position, SELECTORS};
use crate::api::check;
use crate::api::request::ApiRequest;
use crate::error::Error;
use crate::http::background::BackgroundTask;
use crate::http::request::PreparedRequest;
use crate::http::send::ReceivedPage;
use crate::stream_methods::stream_methods;

/// All items of a listing: a [`Stream`] that requests a page when the items of the previous one
/// have been returned.
///
/// Memory holds one page. If a page lists errors, its items are followed by an error that
/// [`is_partial`](Error::is_partial), and the listing continues. Any other error ends it; it can be
/// resumed from [`position`](Self::position), also by another process.
///
/// # Examples
///
/// ```no_run
/// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
/// let mut ids = falcon.exposure_management().query_assets().page_size(1000).ids();
/// while let Some(id) = ids.try_next().await? {
///     println!("{id}");
/// }
/// # Ok(()) }
/// ```
#[must_use = "streams do nothing unless polled"]
pub struct Pager<T> {
    /// The request for a page, without the parameters that select the page and its size.
    template: ApiRequest,
    /// The encoded request for pages of one size and version, without the parameter that selects the
    /// page, and the size. It is kept because pages mostly differ in this parameter only.
    prepared: Option<(u64, PreparedRequest)>,
    mode: PaginationMode,
    sequence: PageSequence,
    /// The current page: the one to request, or the one whose items are being returned.
    page: PageToken,
    state: State<T>,
    /// The number of items of the current page that have been returned. On resumption, the number
    /// of items to skip.
    returned: usize,
    /// The number of items that may still be returned.
    remaining: usize,
    total: Option<u64>,
    /// Requests run in background tasks.
    in_background: bool,
    /// All pages are requested with the same `version_id`.
    is_versioned: bool,
    version_id: Option<String>,
}

enum State<T> {
    /// The current page has not been requested.
    Idle,
    Pending(PendingResponse<T>),
    Page(Page<T>),
    /// An error ended the listing.
    Failed,
    Done,
}

type PendingResponse<T> = BoxFuture<'static, Result<ReceivedPage<T>, Error>>;

struct Page<T> {
    items: std::vec::IntoIter<T>,
    /// The error to return after the items.
    partial_error: Option<Error>,
    next: Result<Option<PageToken>, Error>,
}

/// Items of one page.
pub(super) struct Batch<T> {
    pub(super) items: Vec<T>,
    /// The position before the first item.
    pub(super) start: Position,
    /// The total number of items of the listing, as reported with the page.
    pub(super) total: Option<u64>,
}

impl<T> Unpin for Pager<T> {}

impl<T: DeserializeOwned + Send + 'static> Pager<T> {
    /// Creates a listing that starts at the page that `template` selects. Pages have the size that
    /// `template` sets, or else `default_page_size`. The operation `unbounded` lists more by token.
    pub(crate) fn new(
        mut template: ApiRequest,
        mode: PaginationMode,
        default_page_size: u32,
        unbounded: Option<&'static str>,
    ) -> Self {
        if let Err(error) = check::repeated_parameters(&template) {
            template = template.reject(error);
        }
        let limit = template.values("limit").last();
        let limit: Option<Result<u32, _>> = limit.map(|limit| limit.parse());
        let has_limit = template.operation.spec().parameters.contains(&"limit");
        let fault = match mode.unused_selector(&template) {
            Some(key) => Some(format!("the listing cannot start at `{key}`")),
            None if limit.is_some() && !has_limit => {
                Some("the operation does not support `limit`".to_owned())
            }
            None => None,
        };
        if let Some(message) = fault {
            let error = Error::argument(message);
            template = template.reject(error.with_help("leave it out, or request one page"));
        }
        let page_size = match limit {
            Some(Ok(limit)) => {
                template.remove("limit");
                limit
            }
            // A limit that is not a number stays in the template, whose check rejects it. Without a
            // limit the size of a full page is not known.
            _ if has_limit => default_page_size,
            _ => u32::MAX,
        };
        let page = mode.first_page(&template);
        for key in SELECTORS {
            template.remove(key);
        }
        Self {
            mode,
            sequence: PageSequence::new(template.operation.clone(), mode, page_size, unbounded),
            page,
            state: State::Idle,
            template,
            prepared: None,
            returned: 0,
            remaining: usize::MAX,
            total: None,
            in_background: false,
            is_versioned: false,
            version_id: None,
        }
    }

    /// Lists one version of the data: the one that the request names, or else the one of the first
    /// page.
    pub(crate) fn versioned(mut self) -> Self {
        self.version_id = self
            .template
            .values("version_id")
            .last()
            .map(Cow::into_owned);
        self.template.remove("version_id");
        self.is_versioned = true;
        self
    }

    /// Runs requests in background tasks, which make progress while the caller is busy.
    pub(super) fn in_background(mut self) -> Self {
        self.in_background = true;
        self
    }

    /// Returns the request for a page, without the parameters that select it.
    pub(super) fn template(&self) -> &ApiRequest {
        &self.template
    }

    stream_methods!(T);

    /// Ends the listing after this number of items.
    ///
    /// Unlike `StreamExt::take`, the listing keeps its [`position`](Self::position), from which
    /// another listing returns the remaining items. Errors of the last page are not returned.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
    /// let mut ids = falcon.exposure_management().query_assets().ids().take(10);
    /// while let Some(id) = ids.try_next().await? {
    ///     println!("{id}");
    /// }
    /// let after_ten = ids.position();
    /// # Ok(()) }
    /// ```
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
    pub fn resume_from(self, position: Position) -> Self {
        let mut resumed = self.restarted();
        if !resumed.mode.has_page(&position.page) {
            let error = Error::argument("the position belongs to another listing");
            let error = error.with_help("resume with the operation of the position");
            resumed.template = resumed.template.reject(error);
        }
        resumed.page = position.page;
        resumed.returned = position.skip;
        resumed.version_id = position.version_id.or(resumed.version_id);
        resumed
    }

    /// Returns the same listing before its first request.
    pub(super) fn restarted(&self) -> Self {
        Self {
            template: self.template.clone(),
            prepared: None,
            sequence: self.sequence.restarted(),
            page: self.page.clone(),
            state: State::Idle,
            version_id: self.version_id.clone(),
            ..*self
        }
    }

    /// Returns the position after the last returned item, or `None` at the end of the listing.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        match &self.state {
            State::Done => None,
            State::Page(Page {
                items,
                next: Ok(next),
                ..
            }) if items.len() == 0 => Some(self.position_at(next.as_ref()?, 0)),
            _ => Some(self.position_at(&self.page, self.returned)),
        }
    }

    fn position_at(&self, page: &PageToken, skip: usize) -> Position {
        Position {
            page: page.clone(),
            skip,
            version_id: self.version_id.clone(),
        }
    }

    /// Returns the listing as a stream of pages. Empty pages are skipped.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
    /// let mut pages = falcon.exposure_management().query_assets().ids().by_page();
    /// while let Some(ids) = pages.try_next().await? {
    ///     println!("{} ids", ids.len());
    /// }
    /// # Ok(()) }
    /// ```
    pub fn by_page(self) -> Pages<T> {
        Pages(self)
    }

    /// Returns the total number of items, as reported with the last page. It is not always correct.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// Requests the current page.
    fn request_page(&mut self) -> Result<PendingResponse<T>, Error> {
        let limit = self.sequence.limit_at(&self.page);
        let (request, falcon) = (self.prepare_page(limit)?, self.template.falcon.clone());
        let expected = self.has_limit().then_some(limit as usize);
        let response = async move { falcon.execute_prepared(&request, expected).await };
        Ok(if self.in_background {
            Box::pin(BackgroundTask::spawn(response))
        } else {
            Box::pin(response)
        })
    }

    /// Returns the request for `limit` items of the current page.
    fn prepare_page(&mut self, limit: u64) -> Result<PreparedRequest, Error> {
        let prepared = match self.prepared.take() {
            Some(prepared) if prepared.0 == limit => prepared,
            _ => (limit, self.page_request(limit).prepare()?),
        };
        let (_, request) = &*self.prepared.insert(prepared);
        match self.page.parameter() {
            None => Ok(request.clone()),
            Some((key, value)) if request.body.is_none() => {
                request.with_pair(key, &value, self.template.falcon.inner.max_url_len)
            }
            Some((key, value)) => {
                let mut request = self.page_request(limit);
                request.set(key, Some(value));
                request.prepare()
            }
        }
    }

    /// Returns the request for a page, without the parameter that selects it.
    #[cold]
    fn page_request(&self, limit: u64) -> ApiRequest {
        let mut request = self.template.clone();
        if self.has_limit() {
            request.set("limit", Some(limit));
        }
        if self.is_versioned {
            request.set("version_id", self.version_id.as_ref());
        }
        request
    }

    fn has_limit(&self) -> bool {
        let parameters = &self.template.operation.spec().parameters;
        parameters.contains(&"limit")
    }

    /// Accepts the response for the current page and determines the next page.
    ///
    /// # Errors
    ///
    /// [`Error::is_paging`] for the items of earlier pages, which are not returned again.
    fn accept(&mut self, received: ReceivedPage<T>) -> Result<Page<T>, Error> {
        let ReceivedPage { mut response, body } = received;
        let partial_error = response.to_error();
        let parts = response.parts_mut();
        let report = PageReport::new(self.mode, &parts.meta);
        self.total = report.total;
        let received = parts.succeeded.len() + parts.malformed.len();
        self.sequence.check_repetition(received, &body)?;
        let next = self.sequence.next(&self.page, received, report);
        if self.is_versioned
            && self.version_id.is_none()
            && let Some(version) = parts.meta.version_id.take()
        {
            self.version_id = Some(version);
            self.prepared = None;
        }
        let mut items = std::mem::take(&mut parts.succeeded).into_iter();
        if let Some(last_returned) = self.returned.checked_sub(1) {
            items.nth(last_returned);
        }
        Ok(Page {
            items,
            partial_error,
            next,
        })
    }

    /// Polls until the current page has items, and returns `None` at the end of the listing.
    fn poll_items(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<(), Error>>> {
        loop {
            let step = match &mut self.state {
                State::Page(page) if page.items.len() > 0 => return Poll::Ready(Some(Ok(()))),
                State::Page(page) => match page.partial_error.take() {
                    Some(error) => return Poll::Ready(Some(Err(error))),
                    None => {
                        let next = std::mem::replace(&mut page.next, Ok(None));
                        next.map(|next| self.advance_to(next))
                    }
                },
                State::Idle => self
                    .request_page()
                    .map(|response| self.state = State::Pending(response)),
                State::Pending(response) => ready!(response.as_mut().poll(cx))
                    .and_then(|received| self.accept(received))
                    .map(|page| self.state = State::Page(page)),
                State::Failed | State::Done => return Poll::Ready(None),
            };
            if let Err(error) = step {
                self.state = State::Failed;
                return Poll::Ready(Some(Err(error)));
            }
        }
    }

    /// Counts items of the current page that are returned.
    fn count(&mut self, items: usize) {
        self.returned += items;
        self.remaining = self.remaining.saturating_sub(items);
    }

    /// Makes `next` the current page.
    fn advance_to(&mut self, next: Option<PageToken>) {
        match next {
            Some(next) => {
                self.returned = 0;
                self.page = next;
                self.state = State::Idle;
            }
            None => self.state = State::Done,
        }
    }

    /// Returns up to `max` items of one page, and no more than may still be returned.
    pub(super) fn poll_batch(
        &mut self,
        cx: &mut Context<'_>,
        max: usize,
    ) -> Poll<Option<Result<Batch<T>, Error>>> {
        if self.remaining == 0 {
            return Poll::Ready(None);
        }
        ready!(self.poll_items(cx)?);
        let start = self.position_at(&self.page, self.returned);
        let State::Page(page) = &mut self.state else {
            return Poll::Ready(None);
        };
        let max = self.remaining.min(max);
        let items: Vec<T> = if max < page.items.len() {
            page.items.by_ref().take(max).collect()
        } else {
            std::mem::take(&mut page.items).collect()
        };
        self.count(items.len());
        Poll::Ready(Some(Ok(Batch {
            items,
            start,
            total: self.total,
        })))
    }
}

impl<T: DeserializeOwned + Send + 'static> Stream for Pager<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if this.remaining == 0 {
            return Poll::Ready(None);
        }
        loop {
            if let State::Page(page) = &mut this.state
                && let Some(item) = page.items.next()
            {
                this.count(1);
                return Poll::Ready(Some(Ok(item)));
            }
            if ready!(this.poll_items(cx)?).is_none() {
                return Poll::Ready(None);
            }
        }
    }
}

/// All pages of a listing: a [`Stream`] of the items of each page, from [`Pager::by_page`].
#[must_use = "streams do nothing unless polled"]
#[derive(Debug)]
pub struct Pages<T>(Pager<T>);

impl<T: DeserializeOwned + Send + 'static> Pages<T> {
    stream_methods!(Vec<T>);

    /// Returns the position after the last returned page, or `None` at the end of the listing.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.0.position()
    }

    /// Returns the total number of items, as reported with the last page. It is not always correct.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.0.total()
    }
}

impl<T: DeserializeOwned + Send + 'static> Stream for Pages<T> {
    type Item = Result<Vec<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let batch = self.get_mut().0.poll_batch(cx, usize::MAX);
        batch.map_ok(|batch| batch.items)
    }
}

impl<T> fmt::Debug for Pager<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pager")
            .field("request", &self.template)
            .field("returned", &self.returned)
            .finish_non_exhaustive()
    }
}
