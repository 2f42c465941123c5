//! The decision table: one row per combination of facts.

use super::NextPage::{Done, Offset, Token};
use super::NextReference::{End, Malformed, Missing, Number, Text};
use super::PagingFault::*;
use super::*;

/// The first page of a listing by offset: full, and without any fact about the next page.
const FULL: PageFacts<'_> = PageFacts {
    requested: Requested::Offset(0),
    page_size: 100,
    received: 100,
    empty_pages: 0,
    items_end: 100,
    window: Some(10_000),
    pagination: Presence::Present,
    next: End,
    total: None,
};
/// The second page of a listing by offset.
const SECOND: PageFacts<'_> = PageFacts {
    requested: Requested::Offset(100),
    items_end: 200,
    ..FULL
};
const SHORT: PageFacts<'_> = PageFacts {
    received: 40,
    items_end: 40,
    ..FULL
};
/// An empty page after one full page.
const EMPTY: PageFacts<'_> = PageFacts {
    requested: Requested::Offset(100),
    received: 0,
    empty_pages: 1,
    ..FULL
};
/// The last page within the window.
const LAST_IN_WINDOW: PageFacts<'_> = PageFacts {
    requested: Requested::Offset(9_900),
    items_end: 10_000,
    ..FULL
};
/// The first page of a listing by token or cursor.
const FIRST_BY_TOKEN: PageFacts<'_> = PageFacts {
    requested: Requested::Token(None),
    ..FULL
};
/// A later page of a listing by token, cursor or opaque offset.
const BY_TOKEN: PageFacts<'_> = PageFacts {
    requested: Requested::Token(Some("t1")),
    ..FULL
};
const EMPTY_BY_TOKEN: PageFacts<'_> = PageFacts {
    received: 0,
    empty_pages: 1,
    ..BY_TOKEN
};

type Decision = Result<NextPage, PagingFault>;

#[track_caller]
fn check<'p>(rows: impl IntoIterator<Item = (&'static str, PageFacts<'p>, Decision)>) {
    for (case, page, expected) in rows {
        assert_eq!(decide(&page), expected, "{case}: {page:?}");
    }
}

fn token(token: &str) -> Decision {
    Ok(Token(token.to_owned()))
}

#[test]
#[rustfmt::skip]
fn pages_by_offset_with_items() {
    check([
        ("no offset", FULL, Ok(Offset(100))),
        ("requested offset", PageFacts { next: Number(100), ..SECOND }, Ok(Offset(200))),
        ("next offset", PageFacts { next: Number(200), ..SECOND }, Ok(Offset(200))),
        ("requested offset as text", PageFacts { next: Text("100"), ..SECOND }, Ok(Offset(200))),
        ("next offset as text", PageFacts { next: Text("200"), ..SECOND }, Ok(Offset(200))),
        ("offset that skips items", PageFacts { next: Number(150), ..FULL }, Ok(Offset(150))),
        ("smaller offset", PageFacts { next: Number(0), ..SECOND }, Ok(Offset(200))),
        ("opaque offset", PageFacts { next: Text("abc"), ..FULL }, token("abc")),
        ("opaque offset on a short page at the total",
            PageFacts { next: Text("abc"), total: Some(40), ..SHORT }, token("abc")),
        ("number beyond 64 bits is opaque",
            PageFacts { next: Text("99999999999999999999"), ..FULL }, token("99999999999999999999")),
        ("negative text is opaque", PageFacts { next: Text("-1"), ..FULL }, token("-1")),
        ("numeric token", PageFacts { next: NextReference::Token("200"), ..FULL }, token("200")),
        ("malformed offset",
            PageFacts { next: Malformed("offset"), ..FULL }, Err(MalformedField("offset"))),
        ("no pagination", PageFacts { pagination: Presence::Absent, ..FULL }, Ok(Offset(100))),
        ("no pagination, short page",
            PageFacts { pagination: Presence::Absent, ..SHORT }, Ok(Offset(40))),
        ("malformed pagination",
            PageFacts { pagination: Presence::Malformed, ..FULL }, Err(MalformedPagination)),
        ("full page, total of 0", PageFacts { total: Some(0), ..FULL }, Ok(Offset(100))),
        ("full page, total too low", PageFacts { total: Some(1), ..FULL }, Ok(Offset(100))),
        ("full page, total reached", PageFacts { total: Some(100), ..FULL }, Ok(Offset(100))),
        ("full page, total promises more", PageFacts { total: Some(101), ..FULL }, Ok(Offset(100))),
        ("short page, total promises more", PageFacts { total: Some(41), ..SHORT }, Ok(Offset(40))),
        ("short page, total reached", PageFacts { total: Some(40), ..SHORT }, Ok(Done)),
        ("short page, total too low", PageFacts { total: Some(0), ..SHORT }, Ok(Done)),
        ("short page, total reached, offset far ahead",
            PageFacts { total: Some(40), next: Number(99_999_999), ..SHORT }, Ok(Done)),
        ("short page, no total", SHORT, Ok(Offset(40))),
        ("smaller page size of the server",
            PageFacts { page_size: 40, total: Some(40), ..SHORT }, Ok(Offset(40))),
        ("more items than requested",
            PageFacts { received: 150, items_end: 150, ..FULL }, Ok(Offset(150))),
    ]);
}

#[test]
#[rustfmt::skip]
fn empty_pages_by_offset() {
    let last = PageFacts { empty_pages: MAX_EMPTY_PAGES, ..EMPTY };
    let first = PageFacts { requested: Requested::Offset(0), items_end: 0, ..EMPTY };
    check([
        ("no total", EMPTY, Ok(Done)),
        ("total reached", PageFacts { total: Some(100), ..EMPTY }, Ok(Done)),
        ("total too low", PageFacts { total: Some(7), ..EMPTY }, Ok(Done)),
        ("total of 0 on the first page", PageFacts { total: Some(0), ..first }, Ok(Done)),
        ("total promises more", PageFacts { total: Some(9_000), ..EMPTY }, Ok(Offset(200))),
        ("total promises more on this page only",
            PageFacts { total: Some(101), ..EMPTY }, Err(MissingItems { received: 100, total: 101 })),
        ("total promises items on the first page",
            PageFacts { total: Some(100), ..first }, Err(MissingItems { received: 0, total: 100 })),
        ("empty pages up to the total",
            PageFacts { requested: Requested::Offset(300), empty_pages: 3, total: Some(400), ..EMPTY },
            Err(MissingItems { received: 100, total: 400 })),
        ("last but one empty page allowed",
            PageFacts { empty_pages: MAX_EMPTY_PAGES - 1, total: Some(9_000), ..EMPTY }, Ok(Offset(200))),
        ("too many empty pages", PageFacts { total: Some(9_000), ..last }, Err(TooManyEmptyPages)),
        ("no pagination", PageFacts { pagination: Presence::Absent, ..EMPTY }, Err(MissingPagination)),
        ("no pagination, total reached",
            PageFacts { pagination: Presence::Absent, total: Some(100), ..EMPTY }, Err(MissingPagination)),
        ("malformed pagination",
            PageFacts { pagination: Presence::Malformed, ..EMPTY }, Err(MalformedPagination)),
        ("malformed offset",
            PageFacts { next: Malformed("offset"), ..EMPTY }, Err(MalformedField("offset"))),
        ("opaque offset", PageFacts { next: Text("abc"), ..EMPTY }, token("abc")),
        ("opaque offset on too many empty pages",
            PageFacts { next: Text("abc"), ..last }, Err(TooManyEmptyPages)),
        ("number is not followed", PageFacts { next: Number(500), ..EMPTY }, Ok(Done)),
    ]);
}

#[test]
#[rustfmt::skip]
fn pages_by_offset_at_the_window() {
    let short = PageFacts { received: 50, items_end: 9_950, ..LAST_IN_WINDOW };
    let empty = PageFacts { received: 0, empty_pages: 1, items_end: 9_900, ..LAST_IN_WINDOW };
    check([
        ("no total", LAST_IN_WINDOW, Err(WindowExceeded(10_000))),
        ("total capped at the window",
            PageFacts { total: Some(10_000), ..LAST_IN_WINDOW }, Err(WindowExceeded(10_000))),
        ("total too low", PageFacts { total: Some(1), ..LAST_IN_WINDOW }, Err(WindowExceeded(10_000))),
        ("total promises more",
            PageFacts { total: Some(10_001), ..LAST_IN_WINDOW }, Err(WindowExceeded(10_000))),
        ("short page, total promises more", PageFacts { total: Some(9_951), ..short }, Ok(Offset(9_950))),
        ("short page, total reached", PageFacts { total: Some(9_950), ..short }, Ok(Done)),
        ("short page, no total", short, Ok(Offset(9_950))),
        ("empty page, total reached", PageFacts { total: Some(9_900), ..empty }, Ok(Done)),
        ("empty page, total promises more",
            PageFacts { total: Some(20_000), ..empty }, Err(WindowExceeded(10_000))),
        ("offset far ahead",
            PageFacts { next: Number(99_999_999), total: Some(500), ..FULL }, Err(WindowExceeded(10_000))),
        ("offset as text far ahead",
            PageFacts { next: Text("99999999"), total: Some(500), ..FULL }, Err(WindowExceeded(10_000))),
        ("page beyond the window",
            PageFacts { requested: Requested::Offset(20_000), ..FULL }, Err(WindowExceeded(10_000))),
        ("short page beyond the window, total reached",
            PageFacts { requested: Requested::Offset(20_000), total: Some(20_040), ..SHORT }, Ok(Done)),
        ("largest offset",
            PageFacts { requested: Requested::Offset(u64::MAX), ..FULL }, Err(WindowExceeded(10_000))),
        ("no window", PageFacts { window: None, ..LAST_IN_WINDOW }, Ok(Offset(10_000))),
        ("another window", PageFacts { window: Some(200), ..SECOND }, Err(WindowExceeded(200))),
    ]);
}

#[test]
#[rustfmt::skip]
fn only_pages() {
    let full = PageFacts { requested: Requested::Only, ..FULL };
    let short = PageFacts { requested: Requested::Only, ..SHORT };
    check([
        ("full page", full, Err(FullPage)),
        ("full page, total reached", PageFacts { total: Some(100), ..full }, Ok(Done)),
        ("full page, total promises more", PageFacts { total: Some(101), ..full },
            Err(MissingItems { received: 100, total: 101 })),
        ("short page", short, Ok(Done)),
        ("short page without pagination", PageFacts { pagination: Presence::Absent, ..short }, Ok(Done)),
        ("short page, total promises more", PageFacts { total: Some(41), ..short },
            Err(MissingItems { received: 40, total: 41 })),
        ("empty page", PageFacts { received: 0, ..short }, Ok(Done)),
        ("token", PageFacts { next: Text("a"), ..short }, Ok(Done)),
        ("malformed pagination", PageFacts { pagination: Presence::Malformed, ..short },
            Err(MalformedPagination)),
    ]);
}

#[test]
#[rustfmt::skip]
fn pages_by_token_or_cursor() {
    let last = PageFacts { empty_pages: MAX_EMPTY_PAGES, ..EMPTY_BY_TOKEN };
    check([
        ("first page with a token", PageFacts { next: Text("a"), ..FIRST_BY_TOKEN }, token("a")),
        ("token", PageFacts { next: Text("a"), ..BY_TOKEN }, token("a")),
        ("token that looks like an offset", PageFacts { next: Text("020"), ..BY_TOKEN }, token("020")),
        ("numeric token", PageFacts { next: NextReference::Token("20"), ..BY_TOKEN }, token("20")),
        ("number", PageFacts { next: Number(20), ..BY_TOKEN }, token("20")),
        ("no token", BY_TOKEN, Ok(Done)),
        ("no token on the first page", FIRST_BY_TOKEN, Ok(Done)),
        ("no token, total promises more", PageFacts { total: Some(1_000), ..BY_TOKEN }, Ok(Done)),
        ("token on a short page", PageFacts { next: Text("a"), received: 1, ..BY_TOKEN }, token("a")),
        ("token at the total",
            PageFacts { next: Text("a"), total: Some(100), ..BY_TOKEN }, token("a")),
        ("requested token", PageFacts { next: Text("t1"), ..BY_TOKEN }, Err(RepeatedToken)),
        ("missing cursor",
            PageFacts { next: Missing("endCursor"), ..BY_TOKEN }, Err(MissingField("endCursor"))),
        ("malformed token",
            PageFacts { next: Malformed("after"), ..BY_TOKEN }, Err(MalformedField("after"))),
        ("no pagination",
            PageFacts { pagination: Presence::Absent, ..BY_TOKEN }, Err(MissingPagination)),
        ("no pagination on the first page",
            PageFacts { pagination: Presence::Absent, ..FIRST_BY_TOKEN }, Err(MissingPagination)),
        ("malformed pagination",
            PageFacts { pagination: Presence::Malformed, ..BY_TOKEN }, Err(MalformedPagination)),
        ("empty page with a token", PageFacts { next: Text("a"), ..EMPTY_BY_TOKEN }, token("a")),
        ("empty page without a token", EMPTY_BY_TOKEN, Ok(Done)),
        ("empty page without pagination",
            PageFacts { pagination: Presence::Absent, ..EMPTY_BY_TOKEN }, Err(MissingPagination)),
        ("empty page without pagination, total reached",
            PageFacts { pagination: Presence::Absent, total: Some(0), ..EMPTY_BY_TOKEN },
            Err(MissingPagination)),
        ("last but one empty page allowed",
            PageFacts { next: Text("a"), empty_pages: MAX_EMPTY_PAGES - 1, ..last }, token("a")),
        ("too many empty pages", PageFacts { next: Text("a"), ..last }, Err(TooManyEmptyPages)),
        ("many empty pages, then no token", last, Ok(Done)),
    ]);
}
