//! The sequence of pages of a listing.

use serde_json::Value;

use super::cycle_detector::CycleDetector;
use super::next_page::{
    MAX_EMPTY_PAGES, NextPage, NextReference, PageFacts, PagingFault, Presence, Requested, decide,
};
use super::page_repetition::RepetitionDetector;
use super::page_token::{PageToken, PaginationMode};
use crate::api::operation::Operation;
use crate::api::operation_id::OperationId;
use crate::error::{Error, ErrorKind};
use crate::response::meta::{Meta, Offset, Pagination};

/// The position that a page reports, in the terms of every kind of listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PageReport<'p> {
    pub(crate) pagination: Presence,
    pub(crate) next: NextReference<'p>,
    pub(crate) total: Option<u64>,
    pub(crate) limit: Option<u64>,
}

impl<'p> PageReport<'p> {
    /// Returns the position that the metadata of a page reports.
    pub(super) fn new(mode: PaginationMode, meta: &'p Meta) -> Self {
        match &meta.pagination {
            Some(pagination) => Self {
                pagination: Presence::Present,
                next: next_reference(mode, pagination),
                total: pagination.total,
                limit: pagination.limit,
            },
            None => Self::without_pagination(if is_malformed(meta) {
                Presence::Malformed
            } else {
                Presence::Absent
            }),
        }
    }

    /// Returns the report of a page that does not describe its position.
    pub(crate) fn without_pagination(pagination: Presence) -> Self {
        Self {
            pagination,
            next: NextReference::End,
            total: None,
            limit: None,
        }
    }
}

/// Returns `true` if the pagination or the metadata around it had an unexpected type.
fn is_malformed(meta: &Meta) -> bool {
    ["pagination", "meta"]
        .iter()
        .any(|key| meta.extra.get(*key).is_some_and(|value| !value.is_null()))
}

fn next_reference(mode: PaginationMode, pagination: &Pagination) -> NextReference<'_> {
    if let PaginationMode::OffsetToken(field) = mode
        && field != "offset"
    {
        return match pagination.extra.get(field) {
            None | Some(Value::Null) => NextReference::End,
            Some(Value::String(token)) if token.is_empty() => NextReference::End,
            Some(Value::String(token)) => NextReference::Token(token),
            Some(_) => NextReference::Malformed(field),
        };
    }
    let (text, field) = match (mode, &pagination.offset) {
        (PaginationMode::Token | PaginationMode::TokenOrOffset, _) => {
            (pagination.after.as_deref(), "after")
        }
        (PaginationMode::SinglePage, _) => return NextReference::End,
        (_, Some(Offset::Number(offset))) => return NextReference::Number(*offset),
        (_, Some(Offset::Token(offset))) => (Some(&**offset), "offset"),
        (_, None) => (None, "offset"),
    };
    match text {
        Some("") => NextReference::End,
        Some(token) if field == "after" => NextReference::Token(token),
        Some(text) => NextReference::Text(text),
        None if pagination.extra.contains_key(field) => NextReference::Malformed(field),
        None => NextReference::End,
    }
}

/// Determines the next page of a listing, and detects listings that do not end.
#[derive(Clone, Debug)]
pub(crate) struct PageSequence {
    operation: Operation,
    /// The id of the operation that lists items after the window, if there is one.
    unbounded: Option<&'static str>,
    mode: PaginationMode,
    /// The number of items to request per page.
    page_size: u64,
    progress: Progress,
}

/// The pages that were received.
#[derive(Clone, Debug, Default)]
struct Progress {
    empty_pages: u32,
    /// The offset after the last item.
    items_end: Option<u64>,
    /// The total that was reported last.
    total: Option<u64>,
    cycles: CycleDetector,
    repetitions: RepetitionDetector,
}

impl PageSequence {
    pub(crate) fn new(
        operation: impl Into<Operation>,
        mode: PaginationMode,
        page_size: u32,
        unbounded: Option<&'static str>,
    ) -> Self {
        Self {
            operation: operation.into(),
            unbounded,
            mode,
            page_size: u64::from(page_size),
            progress: Progress::default(),
        }
    }

    /// Returns the number of items to request for a page. The last page by offset is smaller, to end
    /// at the end of the window.
    pub(super) fn limit_at(&self, page: &PageToken) -> u64 {
        let window = self.operation.spec().window;
        match (page, window) {
            (PageToken::Offset(offset), Some(window)) if *offset < window => {
                self.page_size.min(window - offset)
            }
            _ => self.page_size,
        }
    }

    /// Returns the sequence before its first page.
    pub(super) fn restarted(&self) -> Self {
        Self {
            operation: self.operation.clone(),
            progress: Progress::default(),
            ..*self
        }
    }

    /// Checks that a page does not repeat the items of earlier ones.
    ///
    /// # Errors
    ///
    /// [`Error::is_paging`] if it does.
    pub(super) fn check_repetition(&mut self, received: usize, body: &[u8]) -> Result<(), Error> {
        match self.progress.repetitions.is_repeated(received, body) {
            true => Err(self.error(PagingFault::RepeatedPage)),
            false => Ok(()),
        }
    }

    /// Returns the page after `page`, which had `received` items, or `None` at the end.
    ///
    /// # Errors
    ///
    /// [`Error::is_paging`] when neither the next page nor the end is known.
    pub(crate) fn next(
        &mut self,
        page: &PageToken,
        received: usize,
        report: PageReport<'_>,
    ) -> Result<Option<PageToken>, Error> {
        let progress = &mut self.progress;
        progress.empty_pages = match received {
            0 => progress.empty_pages + 1,
            _ => 0,
        };
        progress.total = report.total.or(progress.total);
        let received = received as u64;
        let offset = match page {
            PageToken::Start if self.mode == PaginationMode::TokenOrOffset => Some(0),
            PageToken::Offset(offset) => Some(*offset),
            _ => None,
        };
        if let Some(offset) = offset
            && (received > 0 || progress.items_end.is_none())
        {
            progress.items_end = Some(offset.saturating_add(received));
        }
        let next = decide(&self.facts(page, received, report));
        match next {
            Ok(NextPage::Token(token)) if self.progress.cycles.is_repeated(&token) => {
                Err(PagingFault::RepeatedToken)
            }
            Ok(NextPage::Token(token)) => Ok(Some(self.mode.page_of(token))),
            Ok(NextPage::Offset(offset)) => Ok(Some(PageToken::Offset(offset))),
            Ok(NextPage::Done) => Ok(None),
            Err(fault) => Err(fault),
        }
        .map_err(|fault| self.error(fault))
    }

    fn facts<'p>(
        &self,
        page: &'p PageToken,
        received: u64,
        report: PageReport<'p>,
    ) -> PageFacts<'p> {
        let requested_limit = self.limit_at(page);
        let limit = report.limit;
        let limit = limit.filter(|limit| (1..=requested_limit).contains(limit));
        let page_size = limit.unwrap_or(requested_limit);
        let total = self.progress.total;
        let may_have_next = received >= page_size || total.is_some_and(|total| total > received);
        PageFacts {
            requested: match page {
                _ if self.mode == PaginationMode::SinglePage => Requested::Only,
                PageToken::Offset(offset) => Requested::Offset(*offset),
                // A first page without a token is followed by counting its items.
                PageToken::Start
                    if self.mode == PaginationMode::TokenOrOffset
                        && report.next == NextReference::End
                        && may_have_next =>
                {
                    Requested::Offset(0)
                }
                PageToken::Start => Requested::Token(None),
                PageToken::OpaqueOffset(token) | PageToken::After(token) => {
                    Requested::Token(Some(token))
                }
            },
            page_size,
            received,
            empty_pages: self.progress.empty_pages,
            items_end: self.progress.items_end.unwrap_or_default(),
            window: self.operation.spec().window,
            pagination: report.pagination,
            next: report.next,
            total,
        }
    }

    #[cold]
    fn error(&self, fault: PagingFault) -> Error {
        let is_graphql = self.operation == OperationId::ApiPreemptProxyPostGraphql;
        let pagination = if is_graphql {
            "pageInfo"
        } else {
            "meta.pagination"
        };
        let message = match fault {
            PagingFault::MissingPagination => format!("missing `{pagination}` in a page"),
            PagingFault::MalformedPagination => format!("malformed `{pagination}` in a page"),
            PagingFault::MissingField(field) => format!("missing `{field}` in `{pagination}`"),
            PagingFault::MalformedField(field) => format!("malformed `{field}` in `{pagination}`"),
            PagingFault::RepeatedToken if is_graphql => {
                "the service repeated the cursor of a page".to_owned()
            }
            PagingFault::RepeatedToken => "the service repeated the token of a page".to_owned(),
            PagingFault::RepeatedPage => "the service repeated the items of a page".to_owned(),
            PagingFault::TooManyEmptyPages => {
                format!("the service returned {MAX_EMPTY_PAGES} empty pages in a row")
            }
            PagingFault::MissingItems { received, total } => {
                format!("the service reported {total} items, but returned none after {received}")
            }
            PagingFault::WindowExceeded(window) => {
                format!("the service lists at most {window} items by offset")
            }
            PagingFault::FullPage => {
                "the page is full, and the operation has no further pages".to_owned()
            }
        };
        let help = match (fault, self.unbounded) {
            (PagingFault::WindowExceeded(_), Some(id)) => {
                &*format!("use `{id}`, which lists by token")
            }
            (PagingFault::WindowExceeded(_) | PagingFault::FullPage, _) => {
                "use narrower filters and list each part"
            }
            (PagingFault::MissingPagination | PagingFault::MissingField(_), _) if is_graphql => {
                "select `pageInfo { hasNextPage endCursor }`"
            }
            _ => {
                "the items of all pages so far were returned; resume the listing from its position"
            }
        };
        Error::new(ErrorKind::Paging, message)
            .with_operation(&self.operation)
            .with_help(help)
    }
}
