//! A listing as a stream of its items.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_core::future::BoxFuture;
use serde::de::DeserializeOwned;

use super::cursor::{Course, Cursor, Position, Scheme};
use crate::api::request::ApiRequest;
use crate::client::Falcon;
use crate::error::Error;
use crate::http::background::BackgroundTask;
use crate::http::request::PreparedRequest;
use crate::response::Response;

/// A listing from end to end: a [`Stream`] of its items, which asks for a page when the one
/// before is used up.
///
/// Memory holds one page, however many there are. A page that lists errors gives its items, then
/// an error that [`is_partial`](Error::is_partial), and the listing goes on; any other error ends
/// it. From [`position`](Self::position) it can be resumed, then or in another process.
///
/// ```no_run
/// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
/// use futures_util::TryStreamExt;
///
/// let mut ids = falcon.exposure_management().query_assets().limit(1000).ids();
/// while let Some(id) = ids.try_next().await? {
///     println!("{id}");
/// }
/// # Ok(()) }
/// ```
#[must_use = "a listing asks for nothing until it is polled"]
pub struct Pager<T> {
    falcon: Falcon,
    /// The call for a page, but for where it begins and how much it holds.
    template: ApiRequest,
    /// The message of all pages of one size and state, but for where they begin; nothing when it is
    /// to be made anew.
    pages: Option<PageMessage>,
    course: Course,
    /// The page that is asked for, or at hand.
    cursor: Cursor,
    state: State<T>,
    /// How many items of the page have been handed out; of a page still to come, how many are to
    /// be passed over.
    handed_out: usize,
    total: Option<u64>,
    /// Whether pages come also while nobody polls for them.
    in_background: bool,
    /// Whether the listing is kept at one state by its `version_id`.
    versioned: bool,
    version_id: Option<String>,
}

enum State<T> {
    Ask,
    Waiting(Asked<T>),
    Page(Page<T>),
    /// An error has ended the listing at the page that was asked for.
    Stopped,
    Ended,
}

/// A page that is on its way.
type Asked<T> = BoxFuture<'static, Result<Box<Response<T>>, Error>>;

/// The message of pages of one size: made anew only when the size or the state changes, because all
/// that differs from page to page is where it begins.
struct PageMessage {
    limit: u64,
    message: PreparedRequest,
}

struct Page<T> {
    items: std::vec::IntoIter<T>,
    /// What failed beside the items.
    problem: Option<Error>,
    next: Result<Option<Cursor>, Error>,
}

/// Some items of one page, and the place before the first of them.
pub(crate) type Batch<T> = (Vec<T>, Position);

impl<T> Unpin for Pager<T> {}

impl<T: DeserializeOwned + Send + 'static> Pager<T> {
    /// A listing that begins where `template` says, in pages of the size that it says, or else of
    /// `page`.
    pub(crate) fn new(falcon: Falcon, mut template: ApiRequest, scheme: Scheme, page: u32) -> Self {
        // A limit that is no number is refused like one of 0, when the first page is asked for.
        let said = template
            .values("limit")
            .last()
            .map(|limit| limit.parse().unwrap_or(0));
        let first = scheme.first(&template);
        for key in ["limit", "offset", "after"] {
            template.remove(key);
        }
        Self {
            falcon,
            course: Course::new(template.operation, scheme, said.unwrap_or(page)),
            cursor: first,
            state: State::Ask,
            template,
            pages: None,
            handed_out: 0,
            total: None,
            in_background: false,
            versioned: false,
            version_id: None,
        }
    }

    /// Keeps the listing at the state of its first page, or at `version_id`.
    pub(crate) fn versioned(mut self, version_id: Option<String>) -> Self {
        self.versioned = true;
        self.version_id = version_id;
        self
    }

    /// Lets a page come also while whoever asked for it is busy with something else.
    pub(super) fn in_background(mut self) -> Self {
        self.in_background = true;
        self
    }

    /// Begins where another listing of the same filter and order stood.
    pub fn resume_from(mut self, position: Position) -> Self {
        self.cursor = position.page;
        self.state = State::Ask;
        self.pages = None;
        self.handed_out = position.skip;
        if position.version_id.is_some() {
            self.version_id = position.version_id;
        }
        self
    }

    /// The place after the last item handed out; nothing once the listing has come to its end.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        let (page, skip) = match &self.state {
            State::Page(page) if page.items.len() == 0 => match &page.next {
                Ok(next) => (next.as_ref()?, 0),
                Err(_) => (&self.cursor, self.handed_out),
            },
            State::Ended => return None,
            _ => (&self.cursor, self.handed_out),
        };
        Some(Position {
            page: page.clone(),
            skip,
            version_id: self.version_id.clone(),
        })
    }

    /// The same listing page by page, for those who take many items at once anyway. A page that
    /// holds nothing is passed over.
    ///
    /// ```no_run
    /// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
    /// use futures_util::TryStreamExt;
    ///
    /// let mut pages = falcon.exposure_management().query_assets().ids().by_page();
    /// while let Some(ids) = pages.try_next().await? {
    ///     println!("{} ids", ids.len());
    /// }
    /// # Ok(()) }
    /// ```
    pub fn by_page(self) -> Pages<T> {
        Pages(self)
    }

    /// How many items there are in all, as the last page says; it is not always right.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// Asks for the page at the cursor.
    fn ask(&mut self) -> Result<Asked<T>, Error> {
        let limit = self.course.limit_at(&self.cursor);
        let (message, falcon) = (self.message(limit)?, self.falcon.clone());
        let answer = async move { falcon.execute_prepared(&message, limit as usize).await };
        Ok(if self.in_background {
            Box::pin(BackgroundTask::spawn(answer))
        } else {
            Box::pin(answer)
        })
    }

    /// The message that asks for `limit` items at the cursor.
    fn message(&mut self, limit: u64) -> Result<PreparedRequest, Error> {
        let pages = match self.pages.take() {
            Some(pages) if pages.limit == limit => pages,
            _ => self.page_message(limit)?,
        };
        let message = &self.pages.insert(pages).message;
        match self.cursor.place() {
            Some((key, value)) => message.with_pair(key, &value, self.falcon.inner.max_url_len),
            None => Ok(message.clone()),
        }
    }

    /// The message of pages of `limit` items, wherever they begin.
    #[cold]
    fn page_message(&self, limit: u64) -> Result<PageMessage, Error> {
        let mut call = self.template.clone().with("limit", limit);
        if self.versioned {
            call.remove("version_id");
            call = call.with_some("version_id", self.version_id.as_ref());
        }
        let message = self.falcon.prepare(&call)?;
        Ok(PageMessage { limit, message })
    }

    /// Takes a page in, and finds out what comes after it.
    fn take_in(&mut self, mut answer: Box<Response<T>>) -> Page<T> {
        let problem = answer.to_error();
        let parts = answer.parts_mut();
        let told = parts.meta.pagination.get_or_insert_default();
        self.total = told.total;
        if self.versioned
            && self.version_id.is_none()
            && let Some(version) = parts.meta.version_id.take()
        {
            self.version_id = Some(version);
            self.pages = None;
        }
        let received = parts.succeeded.len() + parts.malformed.len();
        let next = self.course.next(&self.cursor, received, told);
        let mut items = std::mem::take(&mut parts.succeeded).into_iter();
        // Resumed in the middle of a page, what was handed out before is passed over.
        if let Some(last) = self.handed_out.checked_sub(1) {
            items.nth(last);
        }
        Page {
            items,
            problem,
            next,
        }
    }

    /// Goes on until items are at hand; nothing at the end.
    fn poll_items(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<(), Error>>> {
        loop {
            let step = match &mut self.state {
                State::Page(page) if page.items.len() > 0 => return Poll::Ready(Some(Ok(()))),
                // Of a page whose items are used up, what failed on it comes first.
                State::Page(page) => match page.problem.take() {
                    Some(problem) => return Poll::Ready(Some(Err(problem))),
                    None => {
                        let next = std::mem::replace(&mut page.next, Ok(None));
                        self.turn_to(next)
                    }
                },
                State::Ask => self.ask().map(|asked| self.state = State::Waiting(asked)),
                State::Waiting(asked) => ready!(asked.as_mut().poll(cx))
                    .map(|answer| self.state = State::Page(self.take_in(answer))),
                State::Stopped | State::Ended => return Poll::Ready(None),
            };
            if let Err(error) = step {
                self.state = State::Stopped;
                return Poll::Ready(Some(Err(error)));
            }
        }
    }

    /// Leaves a page for the next one.
    fn turn_to(&mut self, next: Result<Option<Cursor>, Error>) -> Result<(), Error> {
        match next? {
            Some(next) => {
                self.handed_out = 0;
                self.cursor = next;
                self.state = State::Ask;
            }
            None => self.state = State::Ended,
        }
        Ok(())
    }

    /// Up to `max` items of one page at once, and where they begin.
    pub(crate) fn poll_batch(
        &mut self,
        cx: &mut Context<'_>,
        max: usize,
    ) -> Poll<Option<Result<Batch<T>, Error>>> {
        ready!(self.poll_items(cx)?);
        let State::Page(page) = &mut self.state else {
            return Poll::Ready(None);
        };
        let begin = Position {
            page: self.cursor.clone(),
            skip: self.handed_out,
            version_id: self.version_id.clone(),
        };
        let batch: Vec<T> = page.items.by_ref().take(max).collect();
        self.handed_out += batch.len();
        Poll::Ready(Some(Ok((batch, begin))))
    }
}

impl<T: DeserializeOwned + Send + 'static> Stream for Pager<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            // Mostly the next item is at hand.
            if let State::Page(page) = &mut this.state
                && let Some(item) = page.items.next()
            {
                this.handed_out += 1;
                return Poll::Ready(Some(Ok(item)));
            }
            if ready!(this.poll_items(cx)?).is_none() {
                return Poll::Ready(None);
            }
        }
    }
}

/// A listing page by page, made by [`Pager::by_page`]: a [`Stream`] of what each page holds.
#[must_use = "a listing asks for nothing until it is polled"]
#[derive(Debug)]
pub struct Pages<T>(Pager<T>);

impl<T: DeserializeOwned + Send + 'static> Pages<T> {
    /// The place after the last page handed out; nothing once the listing has come to its end.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.0.position()
    }

    /// How many items there are in all, as the last page says; it is not always right.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.0.total()
    }
}

impl<T: DeserializeOwned + Send + 'static> Stream for Pages<T> {
    type Item = Result<Vec<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let pager = &mut self.get_mut().0;
        ready!(pager.poll_items(cx)?);
        let State::Page(page) = &mut pager.state else {
            return Poll::Ready(None);
        };
        let items: Vec<T> = std::mem::take(&mut page.items).collect();
        pager.handed_out += items.len();
        Poll::Ready(Some(Ok(items)))
    }
}

impl<T> fmt::Debug for Pager<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pager")
            .field("call", &self.template)
            .field("handed_out", &self.handed_out)
            .finish_non_exhaustive()
    }
}
