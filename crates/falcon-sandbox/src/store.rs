//! In-memory tables of documents with consistent snapshots.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, PoisonError, RwLock};

use crate::data::Document;

/// A document and its insertion number, which updates of the document keep.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) number: u64,
    pub(crate) document: Arc<Document>,
}

/// The documents of a table at one point in time.
#[derive(Clone, Debug)]
pub(crate) struct Snapshot {
    slots: Arc<Vec<Option<Entry>>>,
    /// Incremented by every change of the table.
    pub(crate) version: u64,
}

impl Snapshot {
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.slots.iter().flatten()
    }

    pub(crate) fn documents(&self) -> impl Iterator<Item = &Document> {
        self.entries().map(|entry| &*entry.document)
    }
}

/// A table of documents of one type, such as assets.
#[derive(Debug)]
pub(crate) struct Table {
    rows: RwLock<Rows>,
}

#[derive(Debug)]
pub(crate) struct Rows {
    /// In insertion order; a deleted entry leaves an empty slot. Snapshots share the vector, so a
    /// change copies it only while a snapshot is alive.
    slots: Arc<Vec<Option<Entry>>>,
    by_id: HashMap<DocumentById, usize>,
    version: u64,
    next_number: u64,
}

/// A map key that borrows the id of its document instead of storing another copy.
#[derive(Debug)]
struct DocumentById(Arc<Document>);

impl Borrow<str> for DocumentById {
    fn borrow(&self) -> &str {
        self.0.id()
    }
}

impl Hash for DocumentById {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.id().hash(state);
    }
}

impl PartialEq for DocumentById {
    fn eq(&self, other: &Self) -> bool {
        self.0.id() == other.0.id()
    }
}

impl Eq for DocumentById {}

/// Number of empty slots below which the slots are not compacted.
const MAX_EMPTY_SLOTS: usize = 1024;

impl Table {
    /// Creates a table; of documents with the same id, the last one wins.
    pub(crate) fn new(documents: Vec<Document>) -> Self {
        let mut rows = Rows {
            slots: Arc::new(Vec::with_capacity(documents.len())),
            by_id: HashMap::with_capacity(documents.len()),
            version: 0,
            next_number: 0,
        };
        for document in documents {
            rows.put(document);
        }
        rows.version = 1;
        Self {
            rows: RwLock::new(rows),
        }
    }

    pub(crate) fn snapshot(&self) -> Snapshot {
        let rows = self.rows.read().unwrap_or_else(PoisonError::into_inner);
        Snapshot {
            slots: Arc::clone(&rows.slots),
            version: rows.version,
        }
    }

    pub(crate) fn get(&self, id: &str) -> Option<Arc<Document>> {
        let rows = self.rows.read().unwrap_or_else(PoisonError::into_inner);
        rows.get(id).cloned()
    }

    /// Returns the documents with these ids, in this order, and the version they belong to.
    pub(crate) fn get_all(&self, ids: &[&str]) -> (Vec<Option<Arc<Document>>>, u64) {
        let rows = self.rows.read().unwrap_or_else(PoisonError::into_inner);
        let documents = ids.iter().map(|id| rows.get(id).cloned()).collect();
        (documents, rows.version)
    }

    pub(crate) fn len(&self) -> usize {
        let rows = self.rows.read().unwrap_or_else(PoisonError::into_inner);
        rows.by_id.len()
    }

    /// Applies changes atomically.
    pub(crate) fn update<T>(&self, change: impl FnOnce(&mut Rows) -> T) -> T {
        let mut rows = self.rows.write().unwrap_or_else(PoisonError::into_inner);
        change(&mut rows)
    }
}

impl Rows {
    pub(crate) fn get(&self, id: &str) -> Option<&Arc<Document>> {
        let slot = *self.by_id.get(id)?;
        self.slots.get(slot)?.as_ref().map(|entry| &entry.document)
    }

    /// Inserts a document or replaces the one with the same id.
    pub(crate) fn put(&mut self, document: Document) {
        self.version += 1;
        let document = Arc::new(document);
        // A map keeps its old key when a value is replaced, and the old key owns the old document.
        let replaced = self.by_id.remove(document.id());
        let slots = Arc::make_mut(&mut self.slots);
        let (slot, number) = match replaced {
            Some(slot) => (slot, slots[slot].as_ref().map(|entry| entry.number)),
            None => {
                slots.push(None);
                (slots.len() - 1, None)
            }
        };
        let number = number.unwrap_or(self.next_number);
        self.next_number = self.next_number.max(number + 1);
        slots[slot] = Some(Entry {
            number,
            document: Arc::clone(&document),
        });
        self.by_id.insert(DocumentById(document), slot);
    }

    /// Deletes a document and returns it.
    pub(crate) fn remove(&mut self, id: &str) -> Option<Arc<Document>> {
        let (key, slot) = self.by_id.remove_entry(id)?;
        self.version += 1;
        Arc::make_mut(&mut self.slots)[slot] = None;
        let empty = self.slots.len() - self.by_id.len();
        if empty > MAX_EMPTY_SLOTS && empty > self.by_id.len() {
            self.compact();
        }
        Some(key.0)
    }

    fn compact(&mut self) {
        let slots: Vec<Option<Entry>> = self.slots.iter().flatten().cloned().map(Some).collect();
        for (index, entry) in slots.iter().enumerate() {
            if let Some(entry) = entry
                && let Some(slot) = self.by_id.get_mut(entry.document.id())
            {
                *slot = index;
            }
        }
        self.slots = Arc::new(slots);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(id: &str, json: &str) -> Document {
        Document::new(id, json)
    }

    fn ids(snapshot: &Snapshot) -> Vec<String> {
        let ids = snapshot.documents().map(Document::id);
        ids.map(str::to_owned).collect()
    }

    #[test]
    fn snapshot_is_unchanged_by_updates() {
        let table = Table::new(vec![document("a", "1"), document("b", "2")]);
        let before = table.snapshot();
        table.update(|rows| {
            rows.put(document("a", "3"));
            rows.remove("b");
            rows.put(document("c", "4"));
        });
        assert_eq!(ids(&before), ["a", "b"]);
        let after = table.snapshot();
        assert_eq!(ids(&after), ["a", "c"]);
        assert!(after.version > before.version);
        let (documents, _) = table.get_all(&["c", "b", "a"]);
        assert!(documents[1].is_none());
        assert_eq!(documents[2].as_ref().unwrap().json(), "3");
    }

    #[test]
    fn last_document_with_an_id_wins() {
        let table = Table::new(vec![document("a", "1"), document("a", "2")]);
        assert_eq!(table.len(), 1);
        assert_eq!(table.get("a").unwrap().json(), "2");
    }

    #[test]
    fn empty_slots_are_compacted() {
        let table = Table::new(vec![document("kept", "")]);
        for number in 0..10 * MAX_EMPTY_SLOTS {
            let id = number.to_string();
            table.update(|rows| rows.put(document(&id, "")));
            table.update(|rows| rows.remove(&id));
        }
        table.update(|rows| rows.put(document("new", "")));
        let snapshot = table.snapshot();
        assert!(snapshot.slots.len() <= 2 * MAX_EMPTY_SLOTS);
        assert_eq!(ids(&snapshot), ["kept", "new"]);
        assert!(table.get("kept").is_some() && table.get("new").is_some());
        assert!(snapshot.entries().is_sorted_by_key(|entry| entry.number));
    }
}
