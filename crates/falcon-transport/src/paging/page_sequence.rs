//! The sequence of pages of a listing.

use super::cycle_detector::CycleDetector;
use super::next_page::{MAX_EMPTY_TOKEN_PAGES, NextPage, PageFacts, ServerNext, WINDOW, decide};
use super::page_token::{PageToken, PaginationMode};
use crate::api::operation::OperationId;
use crate::error::{Error, ErrorKind};
use crate::response::meta::{Offset, Pagination};

/// Determines the next page of a listing, and detects listings that do not end.
#[derive(Clone, Debug)]
pub(super) struct PageSequence {
    operation: OperationId,
    mode: PaginationMode,
    /// The number of items to request per page.
    page_size: u64,
    empty_pages: u32,
    cycles: CycleDetector,
}

impl PageSequence {
    pub(super) fn new(operation: OperationId, mode: PaginationMode, page_size: u32) -> Self {
        Self {
            operation,
            mode,
            page_size: u64::from(page_size),
            empty_pages: 0,
            cycles: CycleDetector::default(),
        }
    }

    /// Returns the number of items to request for a page. The last page by offset is smaller, to end
    /// at the end of the window.
    pub(super) fn limit_at(&self, page: &PageToken) -> u64 {
        match page {
            PageToken::Offset(offset) if *offset < WINDOW => self.page_size.min(WINDOW - offset),
            _ => self.page_size,
        }
    }

    /// Returns the page after `page`, which had `received` items, or `None` at the end.
    pub(super) fn next(
        &mut self,
        page: &PageToken,
        received: usize,
        pagination: &Pagination,
    ) -> Result<Option<PageToken>, Error> {
        self.empty_pages = if received == 0 {
            self.empty_pages + 1
        } else {
            0
        };
        match decide(&self.facts(page, received, pagination)) {
            NextPage::Done => Ok(None),
            NextPage::Offset(offset) => Ok(Some(PageToken::Offset(offset))),
            NextPage::Token(token) if self.cycles.is_repeated(&token) => {
                Err(self.endless_listing("the service repeated the token of a page".to_owned()))
            }
            NextPage::Token(token) => Ok(Some(match self.mode {
                PaginationMode::Offset => PageToken::OpaqueOffset(token),
                PaginationMode::Token => PageToken::After(token),
            })),
            NextPage::WindowExceeded => Err(self.window_exceeded()),
            NextPage::TooManyEmptyPages => Err(self.endless_listing(format!(
                "the service returned {MAX_EMPTY_TOKEN_PAGES} empty pages in a row"
            ))),
        }
    }

    fn facts(&self, page: &PageToken, received: usize, pagination: &Pagination) -> PageFacts {
        let requested_limit = self.limit_at(page);
        let server_limit = pagination.limit;
        PageFacts {
            mode: self.mode,
            requested_offset: match page {
                PageToken::Offset(offset) => Some(*offset),
                PageToken::Start | PageToken::OpaqueOffset(_) | PageToken::After(_) => None,
            },
            page_size: server_limit
                .filter(|limit| (1..=requested_limit).contains(limit))
                .unwrap_or(requested_limit),
            received: received as u64,
            empty_pages: self.empty_pages,
            server_next: match self.mode {
                PaginationMode::Token => token_or_none(pagination.after.as_deref()),
                PaginationMode::Offset => match &pagination.offset {
                    Some(Offset::Number(offset)) => ServerNext::Offset(*offset),
                    Some(Offset::Token(offset)) => match offset.parse() {
                        Ok(offset) => ServerNext::Offset(offset),
                        Err(_) => token_or_none(Some(offset)),
                    },
                    None => ServerNext::None,
                },
            },
            total: pagination.total,
        }
    }

    fn window_exceeded(&self) -> Error {
        let help = match self.operation {
            OperationId::QueryExternalAssets => {
                "use `query_assets` (query_external_assets_v2), which lists by token"
            }
            _ => "use narrower filters and list each part",
        };
        let message = format!("the service lists at most {WINDOW} items by offset");
        Error::new(ErrorKind::Paging, message)
            .with_operation(self.operation)
            .with_help(help)
    }

    fn endless_listing(&self, message: String) -> Error {
        Error::new(ErrorKind::Paging, message)
            .with_operation(self.operation)
            .with_help("all items up to this page have been returned")
    }
}

fn token_or_none(token: Option<&str>) -> ServerNext {
    match token {
        Some(token) if !token.is_empty() => ServerNext::Token(token.to_owned()),
        _ => ServerNext::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sequence(mode: PaginationMode) -> PageSequence {
        PageSequence::new(OperationId::QueryExternalAssets, mode, 100)
    }

    fn with_offset(offset: Offset) -> Pagination {
        Pagination {
            offset: Some(offset),
            ..Pagination::default()
        }
    }

    fn with_after(token: &str) -> Pagination {
        Pagination {
            after: Some(token.to_owned()),
            ..Pagination::default()
        }
    }

    fn with_total(total: u64) -> Pagination {
        Pagination {
            total: Some(total),
            ..Pagination::default()
        }
    }

    #[test]
    fn server_offset_may_be_number_or_string() {
        let start = PageToken::Offset(0);
        for (offset, next) in [
            (Offset::Number(200), PageToken::Offset(200)),
            (Offset::Token("200".into()), PageToken::Offset(200)),
            (
                Offset::Token("c1".into()),
                PageToken::OpaqueOffset("c1".into()),
            ),
            (Offset::Token(String::new()), PageToken::Offset(100)),
        ] {
            let pagination = with_offset(offset);
            let decided = sequence(PaginationMode::Offset).next(&start, 100, &pagination);
            assert_eq!(decided.unwrap(), Some(next), "{pagination:?}");
        }
    }

    #[test]
    fn server_limit_applies_only_if_smaller() {
        let start = PageToken::Offset(0);
        for (limit, next) in [(50, Some(PageToken::Offset(50))), (0, None), (200, None)] {
            let pagination = Pagination {
                limit: Some(limit),
                ..Pagination::default()
            };
            let decided = sequence(PaginationMode::Offset).next(&start, 50, &pagination);
            assert_eq!(decided.unwrap(), next, "{limit}");
        }
    }

    #[test]
    fn empty_token_ends_the_listing() {
        let mut sequence = sequence(PaginationMode::Token);
        for end in [Pagination::default(), with_after("")] {
            assert_eq!(sequence.next(&PageToken::Start, 9, &end).unwrap(), None);
        }
    }

    #[test]
    fn repeated_token_is_a_paging_error() {
        for (mode, pagination) in [
            (PaginationMode::Token, with_after("a")),
            (
                PaginationMode::Offset,
                with_offset(Offset::Token("a".into())),
            ),
        ] {
            let mut sequence = sequence(mode);
            let next = sequence.next(&PageToken::Start, 3, &pagination).unwrap();
            let error = sequence.next(&next.unwrap(), 3, &pagination).unwrap_err();
            assert!(error.is_paging(), "{error}");
        }
    }

    #[test]
    fn empty_pages_are_counted_in_a_row() {
        let mut sequence = sequence(PaginationMode::Offset);
        let mut page = PageToken::Offset(0);
        for received in [0, 0, 1, 0, 0, 0, 0] {
            let next = sequence.next(&page, received, &with_total(9_000));
            page = next.unwrap().unwrap();
        }
        assert_eq!(sequence.next(&page, 0, &with_total(9_000)).unwrap(), None);
    }

    #[test]
    fn window_error_names_version_2() {
        let mut sequence = sequence(PaginationMode::Offset);
        let last = PageToken::Offset(9_900);
        let error = sequence.next(&last, 100, &with_total(10_001)).unwrap_err();
        assert!(error.is_paging(), "{error}");
        assert!(
            error.help().unwrap().contains("query_external_assets_v2"),
            "{error}"
        );
        assert_eq!(sequence.limit_at(&PageToken::Offset(9_950)), 50);
    }
}
