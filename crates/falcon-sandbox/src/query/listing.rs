//! Paged listings over a consistent snapshot.
//!
//! The result of a query is cached, so that all pages of a listing by token show one point in time
//! even if documents change in between, and a further page does not evaluate the filter again. The
//! cache is bounded: an evicted listing is created again for its next page and continues after the
//! last document listed before.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use fql::Instant;
use fql::table::Table;

use super::filter::{Evaluation, UnknownFields};
use super::params::QueryParams;
use super::sort::SortOrder;
use crate::data::Document;
use crate::response::ErrorResponse;
use crate::store::Entry;

/// The query of a listing: its filter and sort, as received.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ListingKey {
    collection: &'static str,
    filter: String,
    sort: String,
    /// The second from which a relative filter counts, if it is that of the listing; see [`Self::at`].
    now: Option<i64>,
    unknown_fields: UnknownFields,
}

impl ListingKey {
    pub(crate) fn new(table: &Table, params: &QueryParams) -> Self {
        let param = |key| params.get(key).unwrap_or_default().to_owned();
        Self {
            collection: table.name,
            filter: param("filter"),
            sort: param("sort"),
            now: None,
            unknown_fields: UnknownFields::AsService,
        }
    }

    /// Creates the key of a filter at one time, whose unknown fields are evaluated. A further listing with
    /// the same time shows the same documents, also of a relative filter.
    pub(crate) fn at(table: &Table, filter: &str, now: Instant) -> Self {
        Self {
            collection: table.name,
            filter: filter.to_owned(),
            sort: String::new(),
            now: filter.contains("now").then(|| now.unix_seconds()),
            unknown_fields: UnknownFields::Evaluated,
        }
    }

    /// Sets the sort, for an operation whose form of sorts is another one.
    pub(crate) fn with_sort(self, sort: String) -> Self {
        Self { sort, ..self }
    }

    /// Returns `true` if the filter depends on the time of the request.
    fn is_relative(&self) -> bool {
        self.now.is_none() && self.filter.contains("now")
    }

    fn digest(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        hasher.finish()
    }
}

/// The result of a query at one point in time.
#[derive(Debug)]
pub(crate) struct Listing {
    /// Identifies the listing in page tokens.
    number: u64,
    key: ListingKey,
    version: u64,
    entries: Vec<Entry>,
}

impl Listing {
    pub(crate) fn total(&self) -> usize {
        self.entries.len()
    }

    /// Returns the documents of all entries.
    pub(crate) fn documents(&self) -> impl Iterator<Item = &Document> {
        self.entries.iter().map(|entry| &*entry.document)
    }

    /// Returns up to `limit` entries from `offset` on.
    pub(crate) fn page(&self, offset: usize, limit: usize) -> &[Entry] {
        let start = offset.min(self.entries.len());
        let end = start.saturating_add(limit).min(self.entries.len());
        &self.entries[start..end]
    }

    /// Returns the token of the page at `offset`, or `None` at the end.
    pub(crate) fn page_token(&self, offset: usize) -> Option<String> {
        if offset >= self.entries.len() {
            return None;
        }
        let previous = offset.checked_sub(1).map(|index| &self.entries[index]);
        let token = PageToken {
            listing: self.number,
            offset,
            previous_entry: previous.map(|entry| entry.number),
            digest: self.key.digest(),
        };
        Some(token.encode())
    }
}

/// The position at which a listing continues.
#[derive(Debug, PartialEq)]
struct PageToken {
    listing: u64,
    offset: usize,
    /// The number of the entry before the page, which locates the page if the listing was evicted.
    previous_entry: Option<u64>,
    /// The digest of the [`ListingKey`], which ties the token to its query.
    digest: u64,
}

impl PageToken {
    fn encode(&self) -> String {
        let Self {
            listing,
            offset,
            digest,
            ..
        } = self;
        let previous = self
            .previous_entry
            .map_or_else(String::new, |n| n.to_string());
        URL_SAFE_NO_PAD.encode(format!("{listing}.{offset}.{previous}.{digest:x}"))
    }

    fn decode(encoded: &str) -> Option<Self> {
        let decoded = String::from_utf8(URL_SAFE_NO_PAD.decode(encoded).ok()?).ok()?;
        let mut parts = decoded.split('.');
        let token = Self {
            listing: parts.next()?.parse().ok()?,
            offset: parts.next()?.parse().ok()?,
            previous_entry: match parts.next()? {
                "" => None,
                number => Some(number.parse().ok()?),
            },
            digest: u64::from_str_radix(parts.next()?, 16).ok()?,
        };
        parts.next().is_none().then_some(token)
    }
}

/// Maximum number of cached listings.
const MAX_LISTINGS: usize = 256;
/// Maximum number of entries in all cached listings together. The newest listing is always kept.
const MAX_ENTRIES: usize = 8 << 20;

/// A cache of listings that evicts the least recently used ones.
#[derive(Debug, Default)]
pub(crate) struct ListingCache {
    cached: Mutex<CachedListings>,
}

#[derive(Debug, Default)]
struct CachedListings {
    /// The most recently used listing is the last one.
    listings: Vec<Arc<Listing>>,
    created: u64,
}

impl ListingCache {
    /// Returns the listing of a query at this moment.
    pub(crate) fn begin(
        &self,
        key: ListingKey,
        evaluation: &Evaluation<'_>,
    ) -> Result<Arc<Listing>, ErrorResponse> {
        let version = evaluation.snapshot.version;
        let is_current = |listing: &Listing| {
            listing.version == version && listing.key == key && !key.is_relative()
        };
        if let Some(listing) = self.find(is_current) {
            return Ok(listing);
        }
        let order = match key.sort.as_str() {
            "" => None,
            sort => Some(SortOrder::parse(evaluation.table, sort)?),
        };
        let unsorted_key = key.clone().with_sort(String::new());
        let is_unsorted = |listing: &Listing| {
            listing.version == version && listing.key == unsorted_key && !unsorted_key.is_relative()
        };
        let mut entries = match self.find(is_unsorted) {
            Some(listing) => listing.entries.clone(),
            None => evaluation.matching_entries(&key.filter, key.unknown_fields)?,
        };
        if let Some(order) = order {
            order.sort(&mut entries);
        }
        Ok(self.insert(key, version, entries))
    }

    /// Returns the listing that a page token continues, and the offset of the page.
    pub(crate) fn resume(
        &self,
        token: &str,
        key: ListingKey,
        evaluation: &Evaluation<'_>,
    ) -> Result<(Arc<Listing>, usize), ErrorResponse> {
        let token = PageToken::decode(token).ok_or_else(|| {
            ErrorResponse::bad_request("invalid page token: use that of the previous page")
        })?;
        if token.digest != key.digest() {
            return Err(ErrorResponse::bad_request(
                "page token of a listing with a different filter or sort: use the filter and sort of \
                 the previous page",
            ));
        }
        let is_same = |listing: &Listing| listing.number == token.listing && listing.key == key;
        if let Some(listing) = self.find(is_same) {
            return Ok((listing, token.offset));
        }
        let listing = self.begin(key, evaluation)?;
        let after_previous = token.previous_entry.and_then(|number| {
            let is_previous = |entry: &Entry| entry.number == number;
            Some(listing.entries.iter().position(is_previous)? + 1)
        });
        // If the previous document is gone, its old offset is the closest position.
        Ok((listing, after_previous.unwrap_or(token.offset)))
    }

    fn find(&self, predicate: impl Fn(&Listing) -> bool) -> Option<Arc<Listing>> {
        let mut cached = self.cached.lock().unwrap_or_else(PoisonError::into_inner);
        let index = cached
            .listings
            .iter()
            .rposition(|listing| predicate(listing))?;
        let listing = cached.listings.remove(index);
        cached.listings.push(Arc::clone(&listing));
        Some(listing)
    }

    fn insert(&self, key: ListingKey, version: u64, entries: Vec<Entry>) -> Arc<Listing> {
        let mut cached = self.cached.lock().unwrap_or_else(PoisonError::into_inner);
        cached.created += 1;
        let listing = Arc::new(Listing {
            number: cached.created,
            key,
            version,
            entries,
        });
        cached.listings.push(Arc::clone(&listing));
        let evicted = cached.evict();
        // Freeing large listings takes a while, so the lock is released first.
        drop(cached);
        drop(evicted);
        listing
    }
}

impl CachedListings {
    /// Removes the least recently used listings until the cache is within its bounds.
    fn evict(&mut self) -> Vec<Arc<Listing>> {
        let mut entries: usize = self.listings.iter().map(|listing| listing.total()).sum();
        let mut count = 0;
        while count + 1 < self.listings.len()
            && (self.listings.len() - count > MAX_LISTINGS || entries > MAX_ENTRIES)
        {
            entries -= self.listings[count].total();
            count += 1;
        }
        self.listings.drain(..count).collect()
    }
}

#[cfg(test)]
mod tests {
    use fql::collections::any;

    use super::*;
    use crate::cancel::CancelToken;
    use crate::store;

    fn table(count: usize) -> store::Table {
        let documents =
            (0..count).map(|n| Document::new(format!("d{n}"), format!(r#"{{"n":{n}}}"#)));
        store::Table::new(documents.collect())
    }

    fn key(query: &str) -> ListingKey {
        ListingKey::new(&any::TABLE, &QueryParams::parse(query).unwrap())
    }

    fn begin(listings: &ListingCache, query: &str, table: &store::Table) -> Arc<Listing> {
        evaluate(table, |evaluation| listings.begin(key(query), evaluation)).unwrap()
    }

    fn evaluate<T>(table: &store::Table, run: impl FnOnce(&Evaluation<'_>) -> T) -> T {
        run(&Evaluation {
            table: &any::TABLE,
            snapshot: &table.snapshot(),
            now: Instant::now(),
            cancel: &CancelToken::default(),
        })
    }

    fn resume(
        listings: &ListingCache,
        token: &str,
        query: &str,
        table: &store::Table,
    ) -> Result<(Arc<Listing>, usize), ErrorResponse> {
        evaluate(table, |evaluation| {
            listings.resume(token, key(query), evaluation)
        })
    }

    fn ids(page: &[Entry]) -> Vec<&str> {
        page.iter().map(|entry| entry.document.id()).collect()
    }

    #[test]
    fn resumed_listing_ignores_updates() {
        let (table, listings) = (table(10), ListingCache::default());
        let listing = begin(&listings, "sort=n|desc", &table);
        assert_eq!(ids(listing.page(0, 3)), ["d9", "d8", "d7"]);
        let token = listing.page_token(3).unwrap();
        table.update(|rows| {
            rows.remove("d8");
            rows.remove("d6");
            rows.put(Document::new("new", r#"{"n":7}"#));
        });
        let (resumed, offset) = resume(&listings, &token, "sort=n|desc", &table).unwrap();
        assert_eq!(ids(resumed.page(offset, 3)), ["d6", "d5", "d4"]);
        assert_eq!(resumed.page_token(10), None);
    }

    #[test]
    fn evicted_listing_resumes_after_last_document() {
        let (table, listings) = (table(10), ListingCache::default());
        let token = begin(&listings, "sort=n|desc", &table)
            .page_token(3)
            .unwrap();
        table.update(|rows| rows.put(Document::new("new", r#"{"n":99}"#)));
        for n in 0..MAX_LISTINGS {
            begin(&listings, &format!("filter=n:{n}"), &table);
        }
        let (resumed, offset) = resume(&listings, &token, "sort=n|desc", &table).unwrap();
        assert_eq!(ids(resumed.page(offset, 2)), ["d6", "d5"]);
        assert!(listings.cached.lock().unwrap().listings.len() <= MAX_LISTINGS);
    }

    #[test]
    fn unchanged_data_reuses_the_listing() {
        let (table, listings) = (table(3), ListingCache::default());
        let number = |query| begin(&listings, query, &table).number;
        assert_eq!(number("filter=n:1"), number("filter=n:1"));
        assert_ne!(number("filter=n:1"), number("filter=n:2"));
        let relative = "filter=t:%3E'now-7d'";
        assert_ne!(number(relative), number(relative));
        let before = number("");
        table.update(|rows| rows.remove("d1"));
        assert_ne!(before, number(""));
    }

    #[test]
    fn token_of_another_listing_is_rejected() {
        let (table, listings) = (table(3), ListingCache::default());
        let token = begin(&listings, "", &table).page_token(1).unwrap();
        for (token, query) in [
            (token.as_str(), "filter=n:1"),
            ("", ""),
            ("x", ""),
            ("MS4y", ""),
        ] {
            let error = resume(&listings, token, query, &table).unwrap_err();
            assert_eq!(error.status, 400);
        }
    }
}
