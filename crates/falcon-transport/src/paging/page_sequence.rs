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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const FIRST: PageToken = PageToken::Offset(0);

    fn sequence() -> PageSequence {
        PageSequence::new(
            OperationId::QueryExternalAssets,
            PaginationMode::Offset,
            100,
            Some("query_external_assets_v2"),
        )
    }

    fn report(mode: PaginationMode, meta: &Meta) -> PageReport<'_> {
        PageReport::new(mode, meta)
    }

    fn meta(json: serde_json::Value) -> Meta {
        let body = json!({ "meta": json }).to_string();
        let parts = crate::response::parts::ResponseParts::<String>::read(body.as_bytes());
        parts.unwrap().meta
    }

    fn paginated(pagination: serde_json::Value) -> Meta {
        meta(json!({ "pagination": pagination }))
    }

    fn with_total(total: u64) -> Meta {
        paginated(json!({ "total": total }))
    }

    #[test]
    fn reports_of_offset_and_token_pages() {
        use NextReference::{End, Malformed, Number, Text, Token};
        for (value, by_offset, by_token) in [
            (json!(null), End, End),
            (json!(""), End, End),
            (json!("abc"), Text("abc"), Token("abc")),
            (json!("20"), Text("20"), Token("20")),
            (json!(20), Number(20), Token("20")),
            (
                json!(u64::MAX),
                Number(u64::MAX),
                Token("18446744073709551615"),
            ),
            (json!(-1), Malformed("offset"), Token("-1")),
            (json!(1.5), Malformed("offset"), Malformed("after")),
            (json!(1e30), Malformed("offset"), Malformed("after")),
            (json!(true), Malformed("offset"), Malformed("after")),
            (json!(["a"]), Malformed("offset"), Malformed("after")),
            (json!({"a": 1}), Malformed("offset"), Malformed("after")),
        ] {
            let meta = paginated(json!({"offset": value, "after": value}));
            assert_eq!(
                report(PaginationMode::Offset, &meta).next,
                by_offset,
                "{value}"
            );
            assert_eq!(
                report(PaginationMode::Token, &meta).next,
                by_token,
                "{value}"
            );
        }
        let meta = paginated(json!({}));
        for mode in [PaginationMode::Offset, PaginationMode::Token] {
            assert_eq!(report(mode, &meta).next, End);
        }
    }

    #[test]
    fn pagination_is_present_absent_or_malformed() {
        use Presence::{Absent, Malformed, Present};
        for (json, presence) in [
            (json!({"pagination": {}}), Present),
            (json!({"pagination": {"total": []}}), Present),
            (json!({"pagination": null}), Absent),
            (json!({}), Absent),
            (json!(null), Absent),
            (json!({"pagination": "next"}), Malformed),
            (json!({"pagination": []}), Malformed),
            (json!({"pagination": 0}), Malformed),
            (json!([]), Malformed),
            (json!("text"), Malformed),
            (json!(false), Malformed),
        ] {
            let meta = meta(json.clone());
            for mode in [PaginationMode::Offset, PaginationMode::Token] {
                assert_eq!(report(mode, &meta).pagination, presence, "{json}");
            }
        }
    }

    #[test]
    fn malformed_total_and_limit_count_as_absent() {
        for value in [json!("many"), json!(-1), json!(1.5), json!([]), json!(null)] {
            let meta = paginated(json!({"total": value, "limit": value}));
            let report = report(PaginationMode::Offset, &meta);
            assert_eq!((report.total, report.limit), (None, None), "{value}");
        }
    }

    #[test]
    fn server_limit_applies_only_if_smaller() {
        for (limit, next) in [(50, Some(PageToken::Offset(50))), (0, None), (200, None)] {
            let meta = paginated(json!({"limit": limit, "total": 50}));
            let report = report(PaginationMode::Offset, &meta);
            let decided = sequence().next(&FIRST, 50, report);
            assert_eq!(decided.unwrap(), next, "{limit}");
        }
    }

    #[test]
    fn repeated_token_is_a_paging_error() {
        let meta = paginated(json!({"offset": "a", "after": "a"}));
        for (mode, first) in [
            (PaginationMode::Token, PageToken::Start),
            (PaginationMode::Offset, FIRST),
        ] {
            let report = report(mode, &meta);
            let mut sequence = sequence();
            let next = sequence.next(&first, 3, report).unwrap();
            let error = sequence.next(&next.unwrap(), 3, report).unwrap_err();
            assert!(error.is_paging(), "{error}");
        }
    }

    #[test]
    fn longer_cycle_is_a_paging_error() {
        let mut sequence = sequence();
        let mut page = PageToken::Start;
        for (token, is_repeated) in [("a", false), ("b", false), ("c", false), ("a", true)] {
            let meta = paginated(json!({ "after": token }));
            match sequence.next(&page, 3, report(PaginationMode::Token, &meta)) {
                Ok(next) => page = next.unwrap(),
                Err(error) => assert!(is_repeated && error.is_paging(), "{error}"),
            }
        }
    }

    #[test]
    fn empty_pages_are_counted_in_a_row() {
        let mut sequence = sequence();
        let mut page = PageToken::Start;
        let mut next = |received: usize, number: u32| {
            let meta = paginated(json!({ "after": number }));
            let next = sequence.next(&page, received, report(PaginationMode::Token, &meta));
            next.map(|next| page = next.unwrap())
        };
        for number in 1..MAX_EMPTY_PAGES {
            next(0, number).unwrap();
        }
        next(1, 1_000).unwrap();
        for number in 1..MAX_EMPTY_PAGES {
            next(0, 2_000 + number).unwrap();
        }
        let error = next(0, 3_000).unwrap_err();
        assert!(
            error.is_paging() && error.to_string().contains("empty pages"),
            "{error}"
        );
    }

    #[test]
    fn total_of_an_earlier_page_is_remembered() {
        let mut sequence = sequence();
        let first = with_total(250);
        let report_first = report(PaginationMode::Offset, &first);
        let next = sequence.next(&FIRST, 100, report_first).unwrap().unwrap();
        let second = paginated(json!({"offset": 100, "limit": 100}));
        let report_second = report(PaginationMode::Offset, &second);
        let third = sequence.next(&next, 0, report_second).unwrap().unwrap();
        assert_eq!(third, PageToken::Offset(200));
        let error = sequence.next(&third, 0, report_second).unwrap_err();
        assert!(error.to_string().contains("250 items"), "{error}");
    }

    #[test]
    fn empty_pages_in_the_middle_are_skipped() {
        let mut sequence = sequence();
        let meta = with_total(250);
        let report = report(PaginationMode::Offset, &meta);
        let next = sequence.next(&FIRST, 0, report).unwrap().unwrap();
        let next = sequence.next(&next, 0, report).unwrap().unwrap();
        assert_eq!(sequence.next(&next, 50, report).unwrap(), None);
    }

    #[test]
    fn window_error_names_version_2() {
        let mut sequence = sequence();
        let last = PageToken::Offset(9_900);
        let meta = with_total(10_001);
        let report = report(PaginationMode::Offset, &meta);
        let error = sequence.next(&last, 100, report).unwrap_err();
        assert!(error.is_paging(), "{error}");
        assert!(
            error.help().unwrap().contains("query_external_assets_v2"),
            "{error}"
        );
        assert_eq!(sequence.limit_at(&PageToken::Offset(9_950)), 50);
    }
}
