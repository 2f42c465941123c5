//! Where a listing stands, and what page comes next.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::repeat::Repeats;
use crate::api::operation::OperationId;
use crate::api::request::ApiRequest;
use crate::error::{Error, ErrorKind};
use crate::response::meta::{Offset, Pagination};

/// The most that the service lists by offset.
const WINDOW: u64 = 10_000;
/// After so many empty pages in a row a listing by offset is at its end, whatever its total says:
/// totals are known to be too high.
const EMPTY_BY_OFFSET: u32 = 5;
/// After so many empty pages in a row a listing by token does not come to an end.
const EMPTY_BY_TOKEN: u32 = 1_000;

/// A place in a listing, from which it can be resumed, also by another process: it can be
/// serialized.
///
/// Tokens are the service's own and expire; a position by offset does not, but what lies at it
/// changes as items come and go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    pub(crate) page: Cursor,
    /// How many items of that page have been handed out.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) skip: usize,
    /// The state of the subsidiaries that is listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) version_id: Option<String>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// How a page is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Cursor {
    /// The first page, of a listing by token.
    Start,
    Offset(u64),
    /// An offset that only the service understands.
    OffsetText(String),
    After(String),
}

impl Cursor {
    /// The parameter that asks for this page; the first one, by token, has none.
    pub(crate) fn place(&self) -> Option<(&'static str, Cow<'_, str>)> {
        match self {
            Self::Start => None,
            Self::Offset(offset) => Some(("offset", offset.to_string().into())),
            Self::OffsetText(offset) => Some(("offset", offset.into())),
            Self::After(after) => Some(("after", after.into())),
        }
    }
}

/// How a listing goes on from page to page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    Offset,
    After,
}

impl Scheme {
    /// Where a listing begins: where its call says, or else at its beginning.
    pub(crate) fn first(self, call: &ApiRequest) -> Cursor {
        match self {
            Self::Offset => match call.values("offset").last() {
                None => Cursor::Offset(0),
                Some(text) => match text.parse() {
                    Ok(offset) => Cursor::Offset(offset),
                    Err(_) => Cursor::OffsetText(text.to_owned()),
                },
            },
            Self::After => match call.values("after").last() {
                None => Cursor::Start,
                Some(token) => Cursor::After(token.to_owned()),
            },
        }
    }
}

/// Decides what page comes next.
#[derive(Clone, Debug)]
pub(crate) struct Course {
    operation: OperationId,
    scheme: Scheme,
    /// How many items a page was asked to hold.
    limit: u64,
    empty: u32,
    repeats: Repeats,
}

impl Course {
    pub(crate) fn new(operation: OperationId, scheme: Scheme, limit: u32) -> Self {
        let limit = u64::from(limit);
        Self {
            operation,
            scheme,
            limit,
            empty: 0,
            repeats: Repeats::default(),
        }
    }

    /// How many items to ask for at `cursor`, so that the window is used to its end.
    pub(crate) fn limit_at(&self, cursor: &Cursor) -> u64 {
        match cursor {
            Cursor::Offset(offset) if *offset < WINDOW => self.limit.min(WINDOW - offset),
            _ => self.limit,
        }
    }

    /// The page after the one at `cursor`, which held `received` items and says `told`; nothing at
    /// the end.
    pub(crate) fn next(
        &mut self,
        cursor: &Cursor,
        received: usize,
        told: &Pagination,
    ) -> Result<Option<Cursor>, Error> {
        self.empty = if received == 0 { self.empty + 1 } else { 0 };
        match self.scheme {
            Scheme::After => self.next_token(told),
            Scheme::Offset => self.next_offset(cursor, received as u64, told),
        }
    }

    fn next_token(&mut self, told: &Pagination) -> Result<Option<Cursor>, Error> {
        let Some(token) = told.after.as_deref().filter(|token| !token.is_empty()) else {
            return Ok(None);
        };
        self.refuse_circles(token)?;
        if self.empty >= EMPTY_BY_TOKEN {
            return Err(self.endless(format!("{EMPTY_BY_TOKEN} pages in a row were empty")));
        }
        Ok(Some(Cursor::After(token.to_owned())))
    }

    fn next_offset(
        &mut self,
        cursor: &Cursor,
        received: u64,
        told: &Pagination,
    ) -> Result<Option<Cursor>, Error> {
        let told_offset = match &told.offset {
            Some(Offset::Number(offset)) => Some(*offset),
            Some(Offset::Token(text)) => match text.parse() {
                Ok(offset) => Some(offset),
                Err(_) if text.is_empty() => None,
                // Not a number, so it is a token by another name.
                Err(_) => return self.next_offset_text(text, received),
            },
            None => None,
        };
        let Cursor::Offset(offset) = cursor else {
            return Ok(None);
        };
        let asked = self.limit_at(cursor);
        let page = told
            .limit
            .filter(|limit| (1..=asked).contains(limit))
            .unwrap_or(asked);
        let more_promised = |next: u64| told.total.is_some_and(|total| next < total);
        if received == 0 {
            let next = offset.saturating_add(page);
            let goes_on = more_promised(next) && self.empty < EMPTY_BY_OFFSET;
            return if goes_on {
                self.in_window(next)
            } else {
                Ok(None)
            };
        }
        // Some services tell the offset that was asked for, some the next one. Items are counted,
        // and only a larger jump that the service itself tells is followed.
        let counted = offset.saturating_add(received);
        let next = told_offset.map_or(counted, |told| told.max(counted));
        // A full page may have a successor whatever the total says: totals are known to be too low.
        let full = received >= page;
        if !full && !more_promised(next) {
            return Ok(None);
        }
        if next >= WINDOW && told.total.is_some_and(|total| total <= next) {
            return Ok(None);
        }
        self.in_window(next)
    }

    fn next_offset_text(&mut self, text: &str, received: u64) -> Result<Option<Cursor>, Error> {
        if received == 0 && self.empty >= EMPTY_BY_OFFSET {
            return Ok(None);
        }
        self.refuse_circles(text)?;
        Ok(Some(Cursor::OffsetText(text.to_owned())))
    }

    fn in_window(&self, next: u64) -> Result<Option<Cursor>, Error> {
        if next < WINDOW {
            return Ok(Some(Cursor::Offset(next)));
        }
        let help = match self.operation {
            OperationId::QueryExternalAssets => {
                "list with `query_assets` (query_external_assets_v2), which goes on by token"
            }
            _ => "split the listing with a narrower filter",
        };
        let message = format!("the service lists at most {WINDOW} items by offset");
        Err(Error::new(ErrorKind::Paging, message)
            .with_operation(self.operation)
            .with_help(help))
    }

    fn refuse_circles(&mut self, token: &str) -> Result<(), Error> {
        if self.repeats.again(token) {
            return Err(self.endless("the service repeats the token of a page"));
        }
        Ok(())
    }

    fn endless(&self, message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Paging, message)
            .with_operation(self.operation)
            .with_help("the listing would not end; the items up to here were handed out")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn course(scheme: Scheme) -> Course {
        Course::new(OperationId::QueryExternalAssets, scheme, 100)
    }

    fn told(offset: Option<Offset>, total: Option<u64>) -> Pagination {
        Pagination {
            offset,
            total,
            ..Pagination::default()
        }
    }

    fn by_offset(at: u64, received: usize, told: &Pagination) -> Option<Cursor> {
        course(Scheme::Offset)
            .next(&Cursor::Offset(at), received, told)
            .unwrap()
    }

    #[test]
    fn items_are_counted_whether_the_offset_told_is_the_asked_or_the_next_one() {
        for offset in [Some(Offset::Number(100)), Some(Offset::Number(200)), None] {
            let next = by_offset(100, 100, &told(offset, Some(1000)));
            assert_eq!(next, Some(Cursor::Offset(200)));
        }
        let text = Some(Offset::Token("200".into()));
        assert_eq!(
            by_offset(100, 100, &told(text, Some(1000))),
            Some(Cursor::Offset(200))
        );
    }

    #[test]
    fn a_short_page_is_followed_only_when_the_total_promises_more() {
        assert_eq!(
            by_offset(0, 40, &told(None, Some(90))),
            Some(Cursor::Offset(40))
        );
        assert_eq!(by_offset(0, 40, &told(None, Some(40))), None);
        assert_eq!(by_offset(0, 40, &told(None, None)), None);
    }

    #[test]
    fn a_full_page_is_followed_whatever_the_total_says() {
        for total in [None, Some(0), Some(1), Some(100)] {
            assert_eq!(
                by_offset(0, 100, &told(None, total)),
                Some(Cursor::Offset(100))
            );
        }
    }

    #[test]
    fn a_page_that_the_service_makes_smaller_is_full() {
        let smaller = Pagination {
            limit: Some(50),
            ..told(None, None)
        };
        assert_eq!(by_offset(0, 50, &smaller), Some(Cursor::Offset(50)));
    }

    #[test]
    fn empty_pages_are_passed_over_but_not_without_end() {
        let mut course = course(Scheme::Offset);
        let promise = told(None, Some(9_000));
        let mut cursor = Cursor::Offset(0);
        let mut pages = 0;
        while let Some(next) = course.next(&cursor, 0, &promise).unwrap() {
            (cursor, pages) = (next, pages + 1);
        }
        assert_eq!(pages, EMPTY_BY_OFFSET - 1);
        assert_eq!(cursor, Cursor::Offset(400));
    }

    #[test]
    fn the_window_ends_in_an_error_unless_everything_was_listed() {
        let mut course = course(Scheme::Offset);
        let last = Cursor::Offset(9_900);
        assert_eq!(
            course.next(&last, 100, &told(None, Some(10_000))).unwrap(),
            None
        );
        let error = course
            .next(&last, 100, &told(None, Some(10_001)))
            .unwrap_err();
        assert!(error.is_paging() && error.help().unwrap().contains("query_external_assets_v2"));
        assert!(
            course
                .next(&last, 100, &told(None, None))
                .unwrap_err()
                .is_paging()
        );
        assert_eq!(course.limit_at(&Cursor::Offset(9_950)), 50);
    }

    #[test]
    fn a_text_offset_is_handed_back_as_it_is_and_must_not_repeat() {
        let mut course = course(Scheme::Offset);
        let page = told(Some(Offset::Token("c1".into())), None);
        let next = course.next(&Cursor::Offset(0), 3, &page).unwrap();
        assert_eq!(next, Some(Cursor::OffsetText("c1".into())));
        assert!(
            course
                .next(&next.unwrap(), 3, &page)
                .unwrap_err()
                .is_paging()
        );
    }

    #[test]
    fn a_token_listing_ends_where_there_is_no_token() {
        let mut course = course(Scheme::After);
        let with = |after: Option<&str>| Pagination {
            after: after.map(str::to_owned),
            ..Pagination::default()
        };
        let next = course.next(&Cursor::Start, 0, &with(Some("a"))).unwrap();
        assert_eq!(next, Some(Cursor::After("a".into())));
        assert_eq!(course.next(&Cursor::Start, 9, &with(None)).unwrap(), None);
        assert_eq!(
            course.next(&Cursor::Start, 9, &with(Some(""))).unwrap(),
            None
        );
        assert!(
            course
                .next(&Cursor::Start, 9, &with(Some("a")))
                .unwrap_err()
                .is_paging()
        );
    }

    #[test]
    fn a_position_can_be_written_and_read() {
        let position = Position {
            page: Cursor::After("t".into()),
            skip: 3,
            version_id: Some("v".into()),
        };
        let text = serde_json::to_string(&position).unwrap();
        assert_eq!(serde_json::from_str::<Position>(&text).unwrap(), position);
    }
}
