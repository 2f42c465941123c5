//! Operations of the API, as data of their collections.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use fql_syntax::Separator;

use super::collections::any::Any;

/// An operation of the API, as the vendor's definitions document it: the request, and the limits and
/// pages of its response.
///
/// [`Table::operations`](crate::table::Table::operations) has those of a collection. A module of a
/// collection has a constant for each listing ([`ListOperation`]), lookup by id ([`DetailsOperation`])
/// and aggregation ([`AggregateOperation`]).
///
/// # Examples
///
#[cfg_attr(feature = "hosts", doc = "```")]
#[cfg_attr(not(feature = "hosts"), doc = "```ignore")]
/// use fql::collections::hosts;
/// use fql::operation::{Method, Pagination};
///
/// let spec = hosts::QUERY_DEVICES_BY_FILTER_SCROLL.spec();
/// assert_eq!(spec.method, Method::Get);
/// assert_eq!(spec.path, "/devices/queries/devices-scroll/v1");
/// assert_eq!(spec.pagination, Pagination::OffsetToken);
/// assert_eq!(spec.page_size.max, Some(10_000));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationSpec {
    /// The id in the vendor's definitions.
    pub id: &'static str,
    /// The method of the request.
    pub method: Method,
    /// The path of the request, relative to the base URL. `{name}` is a parameter of the path.
    pub path: &'static str,
    /// The purpose of the operation.
    pub kind: OperationKind,
    /// The location of the filter in the request.
    pub filter: FilterLocation,
    /// `true` if the filter is a required parameter.
    pub is_filter_required: bool,
    /// The documented sizes of a page.
    pub page_size: PageSize,
    /// The parameters that select a page.
    pub pagination: Pagination,
    /// The largest sum of offset and limit, if one is documented. Items after it are out of reach of
    /// an offset.
    pub window: Option<u32>,
    /// The documented form of sort expressions.
    pub sort: SortForm,
    /// The other required parameters.
    pub required_parameters: &'static [&'static str],
    /// The other optional parameters.
    pub optional_parameters: &'static [&'static str],
    /// A note on the request or the response; empty if there is none.
    pub note: &'static str,
    /// The sources of the row.
    pub source: &'static str,
}

/// The method of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
}

impl Method {
    /// Returns the method in capitals.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// The purpose of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OperationKind {
    /// Lists what a filter matches.
    Listing(Items),
    /// Returns the documents with the given ids.
    Details(IdsParameter),
    /// Aggregates what a filter matches. The request is that of `msa.AggregateQueryRequest`.
    Aggregation(AggregateBody),
    /// Another purpose, such as a count or an action.
    Other,
}

impl OperationKind {
    /// Returns the name in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Listing(_) => "listing",
            Self::Details(_) => "details",
            Self::Aggregation(_) => "aggregation",
            Self::Other => "other",
        }
    }
}

/// The items of a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Items {
    /// Ids of documents.
    Ids,
    /// Documents.
    Documents,
}

impl Items {
    /// Returns the name in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ids => "ids",
            Self::Documents => "documents",
        }
    }
}

/// The parameter for the ids of a lookup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct IdsParameter {
    /// The location in the request.
    pub location: IdsLocation,
    /// The name of the parameter, or the key in the body.
    pub name: &'static str,
    /// The documented maximum number of ids in a request.
    pub max: Option<u32>,
}

impl IdsParameter {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(location: IdsLocation, name: &'static str, max: Option<u32>) -> Self {
        Self {
            location,
            name,
            max,
        }
    }
}

/// The location of ids in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IdsLocation {
    /// A query parameter for each id.
    Query,
    /// A list in the JSON body.
    Body,
}

/// The body of an aggregation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AggregateBody {
    /// A list of aggregations.
    List,
    /// One aggregation.
    Object,
}

/// The location of a filter in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FilterLocation {
    /// The operation has no filter.
    None,
    /// The query parameter `filter`.
    Query,
    /// The member `filter` of the JSON body.
    Body,
}

impl FilterLocation {
    /// Returns the name in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Query => "query",
            Self::Body => "body",
        }
    }
}

/// The documented sizes of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub struct PageSize {
    /// The number of items without the parameter `limit`.
    pub default: Option<u32>,
    /// The maximum of the parameter `limit`.
    pub max: Option<u32>,
}

/// The parameters that select a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Pagination {
    /// The response has no pages.
    None,
    /// `offset`: the number of items to skip.
    Offset,
    /// `offset`: the token `offset` of the previous response.
    OffsetToken,
    /// `offset`: the token `next` of the previous response.
    OffsetFromNext,
    /// `after`: a token of the previous response.
    After,
    /// `offset`, a number, or `after`, which reaches all items.
    OffsetOrAfter,
    /// `offset`, a number, or `next_token`, which reaches all items.
    OffsetOrNextToken,
    /// `offset` or `next_token`, both tokens of the previous response.
    OffsetTokenOrNextToken,
}

impl Pagination {
    /// Returns the name in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Offset => "offset",
            Self::OffsetToken => "offset token",
            Self::OffsetFromNext => "offset from next",
            Self::After => "after",
            Self::OffsetOrAfter => "offset or after",
            Self::OffsetOrNextToken => "offset or next_token",
            Self::OffsetTokenOrNextToken => "offset token or next_token",
        }
    }

    /// Returns the names of the parameters.
    #[must_use]
    pub const fn parameters(self) -> &'static [&'static str] {
        match self {
            Self::None => &[],
            Self::Offset | Self::OffsetToken | Self::OffsetFromNext => &["offset"],
            Self::After => &["after"],
            Self::OffsetOrAfter => &["offset", "after"],
            Self::OffsetOrNextToken | Self::OffsetTokenOrNextToken => &["offset", "next_token"],
        }
    }
}

/// The documented form of sort expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SortForm {
    /// The operation does not sort.
    None,
    /// The operation has the parameter `sort`, whose form is not documented.
    Unknown,
    /// A field, the separator of the [table](crate::table::Table::separator), and a direction.
    Separated,
    /// As `Separated`, with either separator.
    EitherSeparator,
    /// As `Separated`. The direction may be left out.
    OptionalDirection,
    /// A field without a direction.
    FieldOnly,
}

impl SortForm {
    /// Returns the form as an example, for a table with this separator.
    #[must_use]
    pub const fn name(self, separator: Separator) -> &'static str {
        match (self, separator) {
            (Self::None, _) => "none",
            (Self::Unknown, _) => "unknown",
            (Self::Separated, Separator::Pipe) => "field|asc",
            (Self::Separated, Separator::Dot) => "field.asc",
            (Self::EitherSeparator, _) => "field.asc or field|asc",
            (Self::OptionalDirection, Separator::Pipe) => "field or field|asc",
            (Self::OptionalDirection, Separator::Dot) => "field or field.asc",
            (Self::FieldOnly, _) => "field",
        }
    }
}

impl OperationSpec {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        id: &'static str,
        method: Method,
        path: &'static str,
        kind: OperationKind,
        filter: FilterLocation,
        source: &'static str,
    ) -> Self {
        Self {
            id,
            method,
            path,
            kind,
            filter,
            is_filter_required: false,
            page_size: PageSize {
                default: None,
                max: None,
            },
            pagination: Pagination::None,
            window: None,
            sort: SortForm::None,
            required_parameters: &[],
            optional_parameters: &[],
            note: "",
            source,
        }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_required_filter(mut self) -> Self {
        self.is_filter_required = true;
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_page_size(mut self, default: Option<u32>, max: Option<u32>) -> Self {
        self.page_size = PageSize { default, max };
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_pagination(mut self, pagination: Pagination, window: Option<u32>) -> Self {
        self.pagination = pagination;
        self.window = window;
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_sort(mut self, sort: SortForm) -> Self {
        self.sort = sort;
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_parameters(
        mut self,
        required: &'static [&'static str],
        optional: &'static [&'static str],
    ) -> Self {
        self.required_parameters = required;
        self.optional_parameters = optional;
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with_note(mut self, note: &'static str) -> Self {
        self.note = note;
        self
    }

    /// Returns `true` if the request has the parameter `limit`, the number of items per page.
    #[must_use]
    pub const fn has_page_size(&self) -> bool {
        let sizes = self.page_size;
        sizes.default.is_some() || sizes.max.is_some() || !self.pagination.parameters().is_empty()
    }

    /// Returns the operation as a listing of a collection that is known only at run time, or `None` if it
    /// is not a listing.
    #[must_use]
    pub const fn as_listing(&'static self) -> Option<ListOperation<Any>> {
        match self.kind {
            OperationKind::Listing(_) => Some(ListOperation::new(self)),
            _ => None,
        }
    }

    /// Returns the operation as a lookup by id of a collection that is known only at run time, or `None`
    /// if it is not one.
    #[must_use]
    pub const fn as_details(&'static self) -> Option<DetailsOperation<Any>> {
        match self.kind {
            OperationKind::Details(_) => Some(DetailsOperation::new(self)),
            _ => None,
        }
    }

    /// Returns the operation as an aggregation of a collection that is known only at run time, or `None`
    /// if it is not one.
    #[must_use]
    pub const fn as_aggregation(&'static self) -> Option<AggregateOperation<Any>> {
        match self.kind {
            OperationKind::Aggregation(_) => Some(AggregateOperation::new(self)),
            _ => None,
        }
    }
}

macro_rules! descriptors {
    ($($(#[$attribute:meta])* $name:ident;)*) => { $(
        $(#[$attribute])*
        pub struct $name<C> {
            spec: &'static OperationSpec,
            collection: PhantomData<fn() -> C>,
        }

        impl<C> $name<C> {
            // `collection!` checks the kind of the operation when it parses the row.
            #[doc(hidden)]
            #[must_use]
            pub const fn new(spec: &'static OperationSpec) -> Self {
                Self {
                    spec,
                    collection: PhantomData,
                }
            }

            /// Returns the description of the operation.
            #[must_use]
            pub const fn spec(self) -> &'static OperationSpec {
                self.spec
            }
        }

        impl<C> Clone for $name<C> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<C> Copy for $name<C> {}

        impl<C> PartialEq for $name<C> {
            fn eq(&self, other: &Self) -> bool {
                self.spec == other.spec
            }
        }

        impl<C> Eq for $name<C> {}

        impl<C> Hash for $name<C> {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.spec.id.hash(state);
            }
        }

        impl<C> fmt::Debug for $name<C> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.spec.id).finish()
            }
        }
    )* };
}

descriptors! {
    /// An operation that lists documents of a collection, or their ids.
    ///
    /// # Examples
    ///
    /// ```
    /// use fql::collections::external_assets::{self as asset, ExternalAssets};
    /// use fql::operation::ListOperation;
    ///
    /// let listing: ListOperation<ExternalAssets> = asset::QUERY_EXTERNAL_ASSETS_V2;
    /// assert_eq!(listing.spec().path, "/fem/queries/external-assets/v2");
    /// ```
    ListOperation;

    /// An operation that returns the documents of a collection with the given ids.
    ///
    /// # Examples
    ///
    /// ```
    /// use fql::collections::external_assets as asset;
    /// use fql::operation::OperationKind;
    ///
    /// let OperationKind::Details(ids) = asset::GET_EXTERNAL_ASSETS.spec().kind else {
    ///     unreachable!("a lookup");
    /// };
    /// assert_eq!((ids.name, ids.max), ("ids", Some(100)));
    /// ```
    DetailsOperation;

    /// An operation that aggregates documents of a collection.
    ///
    /// # Examples
    ///
    /// ```
    /// use fql::collections::external_assets as asset;
    ///
    /// let spec = asset::AGGREGATE_EXTERNAL_ASSETS.spec();
    /// assert_eq!(spec.path, "/fem/aggregates/external-assets/v1");
    /// ```
    AggregateOperation;
}
