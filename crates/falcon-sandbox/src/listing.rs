//! Listings that are gone through page by page.
//!
//! What a filter selects is kept for a while: the pages of a listing by token are all of the moment
//! at which it began, whatever is changed meanwhile, and the next page costs nothing but itself.
//! Only so much is kept. A listing that had to make room is made anew when its next page is asked
//! for, and goes on behind the document it had come to.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use fql::{Collection, Timestamp};

use crate::query::Query;
use crate::refusal::Refusal;
use crate::select::{filter, select};
use crate::sort::Order;
use crate::store::{Entry, Snapshot};

/// What is listed: a filter and an order, as they came.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Wanted {
    collection: &'static str,
    filter: String,
    sort: String,
}

impl Wanted {
    pub(crate) fn of<C: Collection>(query: &Query) -> Self {
        let text = |key| query.get(key).unwrap_or_default().to_owned();
        Self {
            collection: C::TABLE.name,
            filter: text("filter"),
            sort: text("sort"),
        }
    }

    /// Whether the same filter selects other documents a moment later.
    fn is_relative(&self) -> bool {
        self.filter.contains("now")
    }

    fn digest(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        hasher.finish()
    }
}

/// What was selected at one moment.
#[derive(Debug)]
pub(crate) struct Listing {
    /// By which tokens name it.
    number: u64,
    wanted: Wanted,
    version: u64,
    entries: Vec<Entry>,
}

impl Listing {
    pub(crate) fn total(&self) -> usize {
        self.entries.len()
    }

    /// Up to `limit` entries from a place on.
    pub(crate) fn page(&self, from: usize, limit: usize) -> &[Entry] {
        let from = from.min(self.entries.len());
        let to = from.saturating_add(limit).min(self.entries.len());
        &self.entries[from..to]
    }

    /// The token of the page that begins at a place; none at the end.
    pub(crate) fn token(&self, from: usize) -> Option<String> {
        if from >= self.entries.len() {
            return None;
        }
        let last = from.checked_sub(1).map(|last| &self.entries[last]);
        let token = Token {
            listing: self.number,
            from,
            last: last.map(|entry| entry.number),
            digest: self.wanted.digest(),
        };
        Some(token.print())
    }
}

/// Where a listing goes on.
#[derive(Debug, PartialEq)]
struct Token {
    listing: u64,
    from: usize,
    /// The number of the entry before, which serves when the listing is kept no more.
    last: Option<u64>,
    /// Of the filter and the order, so that the token serves no others.
    digest: u64,
}

impl Token {
    fn print(&self) -> String {
        let last = self.last.map_or_else(String::new, |last| last.to_string());
        let text = format!("{}.{}.{last}.{:x}", self.listing, self.from, self.digest);
        URL_SAFE_NO_PAD.encode(text)
    }

    fn read(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let mut parts = text.split('.');
        let token = Self {
            listing: parts.next()?.parse().ok()?,
            from: parts.next()?.parse().ok()?,
            last: match parts.next()? {
                "" => None,
                number => Some(number.parse().ok()?),
            },
            digest: u64::from_str_radix(parts.next()?, 16).ok()?,
        };
        parts.next().is_none().then_some(token)
    }
}

/// So many listings are kept,
const MOST_LISTINGS: usize = 256;
/// with so many entries in all, unless one alone has more.
const MOST_ENTRIES: usize = 8 << 20;

/// The listings that are kept, the one used last at the end.
#[derive(Debug, Default)]
pub(crate) struct Listings {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    listings: Vec<Arc<Listing>>,
    made: u64,
}

impl Listings {
    /// The listing of this moment.
    pub(crate) fn begin<C: Collection>(
        &self,
        wanted: Wanted,
        snapshot: &Snapshot,
        now: Timestamp,
    ) -> Result<Arc<Listing>, Refusal> {
        let same = |listing: &Listing| {
            listing.version == snapshot.version && listing.wanted == wanted && !wanted.is_relative()
        };
        if let Some(listing) = self.find(same) {
            return Ok(listing);
        }
        let order = match wanted.sort.as_str() {
            "" => None,
            sort => Some(Order::read::<C>(sort)?),
        };
        let entries = select(snapshot, &filter::<C>(&wanted.filter)?, order.as_ref(), now)?;
        Ok(self.keep(wanted, snapshot.version, entries))
    }

    /// The listing that a token goes on with, and where.
    pub(crate) fn resume<C: Collection>(
        &self,
        token: &str,
        wanted: Wanted,
        snapshot: &Snapshot,
        now: Timestamp,
    ) -> Result<(Arc<Listing>, usize), Refusal> {
        let token = Token::read(token).ok_or_else(|| {
            Refusal::bad_request(
                "the `after` token is not valid: take it from `meta.pagination.after` of the \
                 page before",
            )
        })?;
        if token.digest != wanted.digest() {
            return Err(Refusal::bad_request(
                "the `after` token is of a listing with another filter or sort: repeat those of \
                 the page before",
            ));
        }
        let same = |listing: &Listing| listing.number == token.listing && listing.wanted == wanted;
        if let Some(listing) = self.find(same) {
            return Ok((listing, token.from));
        }
        let listing = self.begin::<C>(wanted, snapshot, now)?;
        let behind = token.last.and_then(|last| {
            let entries = &listing.entries;
            let place = entries.iter().position(|entry| entry.number == last)?;
            Some(place + 1)
        });
        // The document it had come to is gone: its place is the nearest to it.
        Ok((listing, behind.unwrap_or(token.from)))
    }

    fn find(&self, same: impl Fn(&Listing) -> bool) -> Option<Arc<Listing>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let place = kept.listings.iter().rposition(|listing| same(listing))?;
        let listing = kept.listings.remove(place);
        kept.listings.push(Arc::clone(&listing));
        Some(listing)
    }

    fn keep(&self, wanted: Wanted, version: u64, entries: Vec<Entry>) -> Arc<Listing> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.made += 1;
        let listing = Arc::new(Listing {
            number: kept.made,
            wanted,
            version,
            entries,
        });
        kept.listings.push(Arc::clone(&listing));
        let mut entries: usize = kept.listings.iter().map(|listing| listing.total()).sum();
        let mut gone = 0;
        while gone + 1 < kept.listings.len()
            && (kept.listings.len() - gone > MOST_LISTINGS || entries > MOST_ENTRIES)
        {
            entries -= kept.listings[gone].total();
            gone += 1;
        }
        let gone: Vec<_> = kept.listings.drain(..gone).collect();
        // A large one takes a while to be freed.
        drop(kept);
        drop(gone);
        listing
    }
}

#[cfg(test)]
mod tests {
    use fql::collections::any::Any;

    use super::*;
    use crate::data::Document;
    use crate::store::Table;

    fn table(count: usize) -> Table {
        let documents =
            (0..count).map(|n| Document::new(format!("d{n}"), format!(r#"{{"n":{n}}}"#)));
        Table::new(documents.collect())
    }

    fn wanted(text: &str) -> Wanted {
        Wanted::of::<Any>(&Query::read(text).unwrap())
    }

    fn ids(page: &[Entry]) -> Vec<&str> {
        page.iter().map(|entry| entry.document.id()).collect()
    }

    #[test]
    fn a_listing_stays_as_it_began() {
        let (table, listings) = (table(10), Listings::default());
        let now = Timestamp::NOW;
        let first = listings
            .begin::<Any>(wanted("sort=n|desc"), &table.snapshot(), now)
            .unwrap();
        assert_eq!(ids(first.page(0, 3)), ["d9", "d8", "d7"]);
        let token = first.token(3).unwrap();
        table.change(|state| {
            state.remove("d8");
            state.remove("d6");
            state.put(Document::new("new", r#"{"n":7}"#));
        });
        let (again, from) = listings
            .resume::<Any>(&token, wanted("sort=n|desc"), &table.snapshot(), now)
            .unwrap();
        assert_eq!(ids(again.page(from, 3)), ["d6", "d5", "d4"]);
        assert_eq!(again.token(10), None);
    }

    #[test]
    fn a_listing_that_made_room_goes_on_behind_the_document_it_had_come_to() {
        let (table, listings) = (table(10), Listings::default());
        let now = Timestamp::NOW;
        let first = listings
            .begin::<Any>(wanted("sort=n|desc"), &table.snapshot(), now)
            .unwrap();
        let token = first.token(3).unwrap();
        table.change(|state| state.put(Document::new("new", r#"{"n":99}"#)));
        for n in 0..MOST_LISTINGS {
            let other = wanted(&format!("filter=n:{n}"));
            listings
                .begin::<Any>(other, &table.snapshot(), now)
                .unwrap();
        }
        let (again, from) = listings
            .resume::<Any>(&token, wanted("sort=n|desc"), &table.snapshot(), now)
            .unwrap();
        assert_eq!(ids(again.page(from, 2)), ["d6", "d5"]);
        assert!(listings.kept.lock().unwrap().listings.len() <= MOST_LISTINGS);
    }

    #[test]
    fn the_same_listing_of_the_same_data_is_made_once() {
        let (table, listings) = (table(3), Listings::default());
        let begin = |text| {
            listings
                .begin::<Any>(wanted(text), &table.snapshot(), Timestamp::NOW)
                .unwrap()
                .number
        };
        assert_eq!(begin("filter=n:1"), begin("filter=n:1"));
        assert_ne!(begin("filter=n:1"), begin("filter=n:2"));
        assert_ne!(begin("filter=t:%3E'now-7d'"), begin("filter=t:%3E'now-7d'"));
        let before = begin("");
        table.change(|state| state.remove("d1"));
        assert_ne!(before, begin(""));
    }

    #[test]
    fn a_token_serves_its_own_listing_alone() {
        let (table, listings) = (table(3), Listings::default());
        let now = Timestamp::NOW;
        let listing = listings
            .begin::<Any>(wanted(""), &table.snapshot(), now)
            .unwrap();
        let token = listing.token(1).unwrap();
        for (token, wanted) in [
            (token.as_str(), wanted("filter=n:1")),
            ("", wanted("")),
            ("x", wanted("")),
            ("MS4y", wanted("")),
        ] {
            let refusal = listings
                .resume::<Any>(token, wanted, &table.snapshot(), now)
                .unwrap_err();
            assert_eq!(refusal.status, 400);
        }
    }
}
