//! Decides which page follows another.
//!
//! The pagination metadata of the service is unreliable: totals can be too low or too high, and
//! `offset` is the requested or the next offset, as a number, a numeric string or an opaque token.
//! [`decide`] is a pure function of [`PageFacts`], and its tests have a row for each of these cases.

use super::page_token::PaginationMode;

/// The service lists at most this number of items by offset.
pub(super) const WINDOW: u64 = 10_000;
/// A listing by offset ends after this number of consecutive empty pages, whatever its total is.
const MAX_EMPTY_OFFSET_PAGES: u32 = 5;
/// A listing by token fails after this number of consecutive empty pages.
pub(super) const MAX_EMPTY_TOKEN_PAGES: u32 = 1_000;

/// The facts about a page on which the next one depends.
#[derive(Clone, Debug)]
pub(super) struct PageFacts {
    pub(super) mode: PaginationMode,
    /// The offset at which the page was requested. `None` if it was requested by token.
    pub(super) requested_offset: Option<u64>,
    /// The number of items on a full page.
    pub(super) page_size: u64,
    /// The number of items on this page.
    pub(super) received: u64,
    /// The number of consecutive empty pages up to and including this one.
    pub(super) empty_pages: u32,
    pub(super) server_next: ServerNext,
    /// The total number of items reported by the service.
    pub(super) total: Option<u64>,
}

/// The reference to the next page in the response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ServerNext {
    None,
    /// The requested offset or the next one.
    Offset(u64),
    Token(String),
}

/// The page that follows another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NextPage {
    /// There is none: the listing is complete.
    Done,
    Offset(u64),
    Token(String),
    /// There are more items, but not within [`WINDOW`].
    WindowExceeded,
    /// The listing returned [`MAX_EMPTY_TOKEN_PAGES`] empty pages.
    TooManyEmptyPages,
}

/// Decides which page follows.
pub(super) fn decide(page: &PageFacts) -> NextPage {
    match (&page.server_next, page.requested_offset) {
        (ServerNext::Token(token), _) => follow_token(page, token),
        (_, Some(offset)) => follow_offset(page, offset),
        (ServerNext::None | ServerNext::Offset(_), None) => NextPage::Done,
    }
}

fn follow_token(page: &PageFacts, token: &str) -> NextPage {
    match page.mode {
        PaginationMode::Token if page.empty_pages >= MAX_EMPTY_TOKEN_PAGES => {
            NextPage::TooManyEmptyPages
        }
        PaginationMode::Offset if page.empty_pages >= MAX_EMPTY_OFFSET_PAGES => NextPage::Done,
        PaginationMode::Token | PaginationMode::Offset => NextPage::Token(token.to_owned()),
    }
}

fn follow_offset(page: &PageFacts, offset: u64) -> NextPage {
    let is_empty = page.received == 0;
    let next = if is_empty {
        offset.saturating_add(page.page_size)
    } else {
        // The server's offset may be the requested one, so it counts only if it skips items.
        let counted = offset.saturating_add(page.received);
        match page.server_next {
            ServerNext::Offset(server) => server.max(counted),
            ServerNext::None | ServerNext::Token(_) => counted,
        }
    };
    let total_promises_more = page.total.is_some_and(|total| next < total);
    let continues = if is_empty {
        total_promises_more && page.empty_pages < MAX_EMPTY_OFFSET_PAGES
    } else {
        // Totals can be too low, so a full page is followed even at the total.
        total_promises_more || page.received >= page.page_size
    };
    let total_reached = page.total.is_some_and(|total| total <= next);
    if !continues || (next >= WINDOW && total_reached) {
        NextPage::Done
    } else if next < WINDOW {
        NextPage::Offset(next)
    } else {
        NextPage::WindowExceeded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first page of a listing by offset: full, without any pagination from the server.
    const FULL: PageFacts = PageFacts {
        mode: PaginationMode::Offset,
        requested_offset: Some(0),
        page_size: 100,
        received: 100,
        empty_pages: 0,
        server_next: ServerNext::None,
        total: None,
    };
    const EMPTY: PageFacts = PageFacts {
        received: 0,
        empty_pages: 1,
        ..FULL
    };
    /// The last page within the window.
    const LAST_IN_WINDOW: PageFacts = PageFacts {
        requested_offset: Some(9_900),
        ..FULL
    };
    /// A page of a listing by token.
    const BY_TOKEN: PageFacts = PageFacts {
        mode: PaginationMode::Token,
        requested_offset: None,
        ..FULL
    };

    fn token(token: &str) -> ServerNext {
        ServerNext::Token(token.to_owned())
    }

    #[track_caller]
    fn check(rows: impl IntoIterator<Item = (&'static str, PageFacts, NextPage)>) {
        for (case, page, expected) in rows {
            assert_eq!(decide(&page), expected, "{case}: {page:?}");
        }
    }

    #[test]
    #[rustfmt::skip]
    fn offset_pages() {
        use NextPage::{Done, Offset, WindowExceeded};
        let server = ServerNext::Offset;
        check([
            ("server returns no offset", FULL, Offset(100)),
            ("server returns the requested offset",
                PageFacts { requested_offset: Some(100), server_next: server(100), ..FULL }, Offset(200)),
            ("server returns the next offset",
                PageFacts { requested_offset: Some(100), server_next: server(200), ..FULL }, Offset(200)),
            ("server skips items",
                PageFacts { server_next: server(150), ..FULL }, Offset(150)),
            ("server returns a smaller offset",
                PageFacts { requested_offset: Some(100), server_next: server(0), ..FULL }, Offset(200)),
            ("full page, total of 0", PageFacts { total: Some(0), ..FULL }, Offset(100)),
            ("full page, total too low", PageFacts { total: Some(1), ..FULL }, Offset(100)),
            ("full page, total reached", PageFacts { total: Some(100), ..FULL }, Offset(100)),
            ("short page, total promises more",
                PageFacts { received: 40, total: Some(90), ..FULL }, Offset(40)),
            ("short page, total reached",
                PageFacts { received: 40, total: Some(40), ..FULL }, Done),
            ("short page, no total", PageFacts { received: 40, ..FULL }, Done),
            ("server makes pages smaller",
                PageFacts { page_size: 50, received: 50, ..FULL }, Offset(50)),
            ("server returns more than requested",
                PageFacts { received: 150, ..FULL }, Offset(150)),
            ("empty page, total promises more",
                PageFacts { total: Some(9_000), ..EMPTY }, Offset(100)),
            ("empty page, total reached", PageFacts { total: Some(100), ..EMPTY }, Done),
            ("empty page, no total", EMPTY, Done),
            ("fourth empty page",
                PageFacts { empty_pages: 4, total: Some(9_000), ..EMPTY }, Offset(100)),
            ("fifth empty page, total too high",
                PageFacts { empty_pages: 5, total: Some(9_000), ..EMPTY }, Done),
            ("window exhausted, total reached",
                PageFacts { total: Some(10_000), ..LAST_IN_WINDOW }, Done),
            ("window exhausted, total promises more",
                PageFacts { total: Some(10_001), ..LAST_IN_WINDOW }, WindowExceeded),
            ("window exhausted, no total", LAST_IN_WINDOW, WindowExceeded),
            ("empty page at the end of the window, total promises more",
                PageFacts { requested_offset: Some(9_900), total: Some(20_000), ..EMPTY }, WindowExceeded),
            ("short page within the window",
                PageFacts { received: 50, total: Some(9_951), ..LAST_IN_WINDOW }, Offset(9_950)),
            ("largest offset",
                PageFacts { requested_offset: Some(u64::MAX), ..FULL }, WindowExceeded),
        ]);
    }

    #[test]
    #[rustfmt::skip]
    fn opaque_offset_pages() {
        use NextPage::{Done, Token};
        let opaque = PageFacts { requested_offset: None, server_next: token("c1"), ..FULL };
        check([
            ("first page is followed by a token",
                PageFacts { requested_offset: Some(0), ..opaque.clone() }, Token("c1".into())),
            ("token is followed by a token", opaque.clone(), Token("c1".into())),
            ("short page", PageFacts { received: 3, ..opaque.clone() }, Token("c1".into())),
            ("token is followed by nothing",
                PageFacts { server_next: ServerNext::None, ..opaque.clone() }, Done),
            ("token is followed by a number",
                PageFacts { server_next: ServerNext::Offset(200), ..opaque.clone() }, Done),
            ("fourth empty page",
                PageFacts { received: 0, empty_pages: 4, ..opaque.clone() }, Token("c1".into())),
            ("fifth empty page",
                PageFacts { received: 0, empty_pages: 5, ..opaque }, Done),
        ]);
    }

    #[test]
    #[rustfmt::skip]
    fn token_pages() {
        use NextPage::{Done, Token, TooManyEmptyPages};
        let with_token = PageFacts { server_next: token("a"), ..BY_TOKEN };
        check([
            ("token", with_token.clone(), Token("a".into())),
            ("no token", BY_TOKEN, Done),
            ("no token, total promises more", PageFacts { total: Some(1_000), ..BY_TOKEN }, Done),
            ("short page", PageFacts { received: 1, ..with_token.clone() }, Token("a".into())),
            ("token at the total",
                PageFacts { total: Some(100), ..with_token.clone() }, Token("a".into())),
            ("empty page", PageFacts { received: 0, empty_pages: 999, ..with_token.clone() },
                Token("a".into())),
            ("too many empty pages",
                PageFacts { received: 0, empty_pages: 1_000, ..with_token }, TooManyEmptyPages),
        ]);
    }
}
