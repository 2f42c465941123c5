//! Positions in a listing.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::api::request::ApiRequest;

/// The parameters that select a page. No mode uses `next_token`, which is documented as unsupported, or
/// without the filter.
pub(super) const SELECTORS: [&str; 3] = ["offset", "after", "next_token"];

/// A position in a listing, to resume it from.
///
/// A position can be serialized, so that another process can resume the listing. Listings by token
/// contain a token of the service, which expires. Listings by offset contain an offset, which does
/// not expire, but its items shift as others are added and removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    pub(super) page: PageToken,
    /// The number of items of the page that have been returned.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) skip: usize,
    /// The version of the data that is listed. Only subsidiaries have versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) version_id: Option<String>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// The page of a listing to request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PageToken {
    /// The first page of a listing by token.
    Start,
    Offset(u64),
    /// An offset that is not a number. Its meaning is known only to the service.
    OpaqueOffset(String),
    After(String),
}

impl PageToken {
    /// Returns the query parameter that selects the page. [`Start`](Self::Start) has none.
    pub(super) fn parameter(&self) -> Option<(&'static str, Cow<'_, str>)> {
        match self {
            Self::Start => None,
            Self::Offset(offset) => Some(("offset", offset.to_string().into())),
            Self::OpaqueOffset(offset) => Some(("offset", offset.into())),
            Self::After(token) => Some(("after", token.into())),
        }
    }
}

/// The way in which an operation selects the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PaginationMode {
    /// By the parameter `offset`.
    Offset,
    /// By the parameter `after`, with a token from the previous response.
    Token,
    /// By the parameter `after`, or by a number as `offset` where the service returns no token.
    TokenOrOffset,
    /// By the parameter `offset`, with the token in this field of the previous response.
    OffsetToken(&'static str),
    /// The operation has one page.
    SinglePage,
}

impl PaginationMode {
    /// Returns the parameters that select a page, the preferred one first.
    fn selectors(self) -> &'static [&'static str] {
        match self {
            Self::Offset | Self::OffsetToken(_) => &["offset"],
            Self::Token => &["after"],
            Self::TokenOrOffset => &["after", "offset"],
            Self::SinglePage => &[],
        }
    }

    /// Returns `true` if listings of this mode have such pages.
    pub(super) fn has_page(self, page: &PageToken) -> bool {
        match (page, page.parameter()) {
            (PageToken::Offset(_), _) => matches!(self, Self::Offset | Self::TokenOrOffset),
            (_, Some((key, _))) => self.selectors().contains(&key),
            (_, None) => self != Self::Offset,
        }
    }

    /// Returns the page that a token of the service selects.
    pub(super) fn page_of(self, token: String) -> PageToken {
        match self {
            Self::Token | Self::TokenOrOffset => PageToken::After(token),
            Self::Offset | Self::OffsetToken(_) | Self::SinglePage => {
                PageToken::OpaqueOffset(token)
            }
        }
    }

    /// Returns the parameter of the request that selects the first page.
    fn selector(self, request: &ApiRequest) -> Option<&'static str> {
        let mut selectors = self.selectors().iter().copied();
        selectors.find(|key| request.values(key).next().is_some())
    }

    /// Returns a parameter of the request that selects a page and is not used by this mode.
    pub(super) fn unused_selector(self, request: &ApiRequest) -> Option<&'static str> {
        let used = self.selector(request);
        let mut selectors = SELECTORS.into_iter();
        selectors.find(|key| Some(*key) != used && request.values(key).next().is_some())
    }

    /// Returns the first page to list: the one that the request selects, or else the start.
    pub(super) fn first_page(self, request: &ApiRequest) -> PageToken {
        let selector = self.selector(request);
        let value = selector.and_then(|key| request.values(key).last());
        match (value.map(Cow::into_owned), self) {
            (None, Self::Offset) => PageToken::Offset(0),
            (None, _) => PageToken::Start,
            (Some(token), _) if selector == Some("after") => PageToken::After(token),
            (Some(token), Self::OffsetToken(_)) => PageToken::OpaqueOffset(token),
            (Some(offset), _) => match offset.parse() {
                Ok(offset) => PageToken::Offset(offset),
                Err(_) => PageToken::OpaqueOffset(offset),
            },
        }
    }
}
