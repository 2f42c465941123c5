//! Decides which page follows another, for listings by offset, by token and by GraphQL cursor.
//!
//! A listing ends only when a page says so: a pagination without a token, `hasNextPage: false`, or a
//! total that the listed items reach. Everything else is a next page or a [`PagingFault`], because an
//! end that is guessed loses items silently.
//!
//! The pagination of the service is unreliable: totals can be too low or too high, and `offset` is the
//! requested or the next offset, as a number, a numeric string or an opaque token. [`decide`] is a
//! pure function of [`PageFacts`], and its tests have a row for each of these cases.

/// A listing of any kind fails after this number of consecutive empty pages.
pub(super) const MAX_EMPTY_PAGES: u32 = 100;

/// The facts about a page on which the next one depends.
#[derive(Clone, Copy, Debug)]
pub(super) struct PageFacts<'p> {
    pub(super) requested: Requested<'p>,
    /// The number of items on a full page.
    pub(super) page_size: u64,
    /// The number of items on this page.
    pub(super) received: u64,
    /// The number of consecutive empty pages up to and including this one.
    pub(super) empty_pages: u32,
    /// The offset after the last item that was received, for a page requested by offset.
    pub(super) items_end: u64,
    /// The number of items that can be listed by offset.
    pub(super) window: Option<u64>,
    pub(super) pagination: Presence,
    pub(super) next: NextReference<'p>,
    /// The total number of items that the service reported last.
    pub(super) total: Option<u64>,
}

/// The parameter by which a page was requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Requested<'p> {
    Offset(u64),
    /// A token, an opaque offset or a cursor; `None` for the first page.
    Token(Option<&'p str>),
    /// None: the operation has one page.
    Only,
}

/// The presence of the object that describes the position of a page: `meta.pagination` or `pageInfo`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    Absent,
    Malformed,
    Present,
}

/// The reference to the next page in a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NextReference<'p> {
    /// The page refers to none. By token it is the last page; by offset the items are counted.
    End,
    /// This field, which the page needs, is absent.
    Missing(&'static str),
    /// This field has an unexpected type.
    Malformed(&'static str),
    Number(u64),
    /// A string as `offset`: a number or a token.
    Text(&'p str),
    /// A token or cursor, even if it looks like a number.
    Token(&'p str),
}

/// The page that follows another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NextPage {
    /// There is none: the listing is complete.
    Done,
    Offset(u64),
    Token(String),
}

/// The reason for which the next page, or the end of the listing, is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PagingFault {
    MissingPagination,
    MalformedPagination,
    MissingField(&'static str),
    MalformedField(&'static str),
    /// The page refers to itself.
    RepeatedToken,
    /// The items are those of an earlier page.
    RepeatedPage,
    /// The listing returned [`MAX_EMPTY_PAGES`] empty pages.
    TooManyEmptyPages,
    /// The total promises more items, and no page has them.
    MissingItems {
        received: u64,
        total: u64,
    },
    /// There may be more items, but not within this window.
    WindowExceeded(u64),
    /// There may be more items, but the operation has one page.
    FullPage,
}

/// Decides which page follows.
pub(super) fn decide(page: &PageFacts<'_>) -> Result<NextPage, PagingFault> {
    match (page.pagination, page.requested) {
        (Presence::Malformed, _) => return Err(PagingFault::MalformedPagination),
        // A page by offset that has items is followed by counting them.
        (Presence::Absent, Requested::Offset(_)) if page.received > 0 => {}
        (Presence::Absent, Requested::Only) => {}
        (Presence::Absent, _) => return Err(PagingFault::MissingPagination),
        (Presence::Present, _) => {}
    }
    match (page.next, page.requested) {
        (_, Requested::Only) => end_only_page(page),
        (NextReference::Missing(field), _) => Err(PagingFault::MissingField(field)),
        (NextReference::Malformed(field), _) => Err(PagingFault::MalformedField(field)),
        (NextReference::End, Requested::Offset(offset)) => follow_offset(page, offset, None),
        (NextReference::Number(server), Requested::Offset(offset)) => {
            follow_offset(page, offset, Some(server))
        }
        (NextReference::Text(text), Requested::Offset(offset)) => match text.parse() {
            Ok(server) => follow_offset(page, offset, Some(server)),
            Err(_) => follow_token(page, text.to_owned()),
        },
        (NextReference::End, Requested::Token(_)) => Ok(NextPage::Done),
        (NextReference::Number(token), Requested::Token(_)) => {
            follow_token(page, token.to_string())
        }
        (NextReference::Text(token), Requested::Token(_)) | (NextReference::Token(token), _) => {
            follow_token(page, token.to_owned())
        }
    }
}

fn follow_token(page: &PageFacts<'_>, token: String) -> Result<NextPage, PagingFault> {
    if page.requested == Requested::Token(Some(&token)) {
        return Err(PagingFault::RepeatedToken);
    }
    if page.empty_pages >= MAX_EMPTY_PAGES {
        return Err(PagingFault::TooManyEmptyPages);
    }
    Ok(NextPage::Token(token))
}

fn follow_offset(
    page: &PageFacts<'_>,
    offset: u64,
    server: Option<u64>,
) -> Result<NextPage, PagingFault> {
    let next = if page.received == 0 {
        match page.total {
            Some(total) if page.items_end < total => skip_empty_page(page, offset, total)?,
            // The page says that nothing is at this offset, and no total contradicts it.
            _ => return Ok(NextPage::Done),
        }
    } else {
        let counted = offset.saturating_add(page.received);
        // Totals can be too low, so a full page is followed even at the total.
        let is_full = page.received >= page.page_size;
        if !is_full && page.total.is_some_and(|total| total <= counted) {
            return Ok(NextPage::Done);
        }
        // The server's offset may be the requested one, so it counts only if it skips items.
        server.unwrap_or_default().max(counted)
    };
    match page.window {
        Some(window) if next >= window => Err(PagingFault::WindowExceeded(window)),
        _ => Ok(NextPage::Offset(next)),
    }
}

/// Ends a listing of one page, unless it may have more items.
fn end_only_page(page: &PageFacts<'_>) -> Result<NextPage, PagingFault> {
    let received = page.received;
    match page.total {
        Some(total) if total > received => Err(PagingFault::MissingItems { received, total }),
        None if received >= page.page_size => Err(PagingFault::FullPage),
        _ => Ok(NextPage::Done),
    }
}

/// Returns the offset after an empty page although the total promises more items.
fn skip_empty_page(page: &PageFacts<'_>, offset: u64, total: u64) -> Result<u64, PagingFault> {
    let next = offset.saturating_add(page.page_size);
    if next >= total {
        let received = page.items_end;
        return Err(PagingFault::MissingItems { received, total });
    }
    if page.empty_pages >= MAX_EMPTY_PAGES {
        return Err(PagingFault::TooManyEmptyPages);
    }
    Ok(next)
}

#[cfg(test)]
mod tests;
