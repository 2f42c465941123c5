//! The documents of one kind, read as they stood at one moment and changed one at a time.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, PoisonError, RwLock};

use crate::data::Document;

/// A document and its number: the order in which documents came, which no change of them changes.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) number: u64,
    pub(crate) document: Arc<Document>,
}

/// The documents as they stood at one moment.
#[derive(Clone, Debug)]
pub(crate) struct Snapshot {
    places: Arc<Vec<Option<Entry>>>,
    /// Goes up with every change.
    pub(crate) version: u64,
}

impl Snapshot {
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.places.iter().flatten()
    }

    pub(crate) fn documents(&self) -> impl Iterator<Item = &Document> {
        self.entries().map(|entry| &*entry.document)
    }
}

/// The documents of one kind.
#[derive(Debug)]
pub(crate) struct Table {
    state: RwLock<State>,
}

#[derive(Debug)]
pub(crate) struct State {
    /// In the order of their numbers; what was deleted leaves a gap. It is copied only when it is
    /// changed while somebody reads.
    places: Arc<Vec<Option<Entry>>>,
    by_id: HashMap<ById, usize>,
    version: u64,
    next_number: u64,
}

/// A document, found by its id: the ids need no memory of their own.
#[derive(Debug)]
struct ById(Arc<Document>);

impl Borrow<str> for ById {
    fn borrow(&self) -> &str {
        self.0.id()
    }
}

impl Hash for ById {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.id().hash(state);
    }
}

impl PartialEq for ById {
    fn eq(&self, other: &Self) -> bool {
        self.0.id() == other.0.id()
    }
}

impl Eq for ById {}

/// So many gaps are left before the rest closes up.
const GAPS: usize = 1024;

impl Table {
    /// These documents; of several with one id the last counts.
    pub(crate) fn new(documents: Vec<Document>) -> Self {
        let mut state = State {
            places: Arc::new(Vec::with_capacity(documents.len())),
            by_id: HashMap::with_capacity(documents.len()),
            version: 0,
            next_number: 0,
        };
        for document in documents {
            state.put(document);
        }
        state.version = 1;
        Self {
            state: RwLock::new(state),
        }
    }

    pub(crate) fn snapshot(&self) -> Snapshot {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        Snapshot {
            places: Arc::clone(&state.places),
            version: state.version,
        }
    }

    /// The documents with these ids, in their order, as they stood at one moment: that of the
    /// version beside them.
    pub(crate) fn get(&self, ids: &[&str]) -> (Vec<Option<Arc<Document>>>, u64) {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        let found = ids.iter().map(|id| state.get(id).cloned()).collect();
        (found, state.version)
    }

    pub(crate) fn len(&self) -> usize {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        state.by_id.len()
    }

    /// Changes documents, as one change.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        change(&mut state)
    }
}

impl State {
    pub(crate) fn get(&self, id: &str) -> Option<&Arc<Document>> {
        let place = *self.by_id.get(id)?;
        self.places
            .get(place)?
            .as_ref()
            .map(|entry| &entry.document)
    }

    /// Adds a document, or puts it in the place of the one that has its id.
    pub(crate) fn put(&mut self, document: Document) {
        self.version += 1;
        let document = Arc::new(document);
        // The old key is taken out, so that the old document is not kept.
        let old = self.by_id.remove(document.id());
        let places = Arc::make_mut(&mut self.places);
        let (place, number) = match old {
            Some(place) => (place, places[place].as_ref().map(|entry| entry.number)),
            None => {
                places.push(None);
                (places.len() - 1, None)
            }
        };
        let number = number.unwrap_or(self.next_number);
        self.next_number = self.next_number.max(number + 1);
        places[place] = Some(Entry {
            number,
            document: Arc::clone(&document),
        });
        self.by_id.insert(ById(document), place);
    }

    /// Takes a document out.
    pub(crate) fn remove(&mut self, id: &str) -> Option<Arc<Document>> {
        let (key, place) = self.by_id.remove_entry(id)?;
        self.version += 1;
        Arc::make_mut(&mut self.places)[place] = None;
        let gaps = self.places.len() - self.by_id.len();
        if gaps > GAPS && gaps > self.by_id.len() {
            self.close_up();
        }
        Some(key.0)
    }

    fn close_up(&mut self) {
        let kept: Vec<Option<Entry>> = self.places.iter().flatten().cloned().map(Some).collect();
        for (place, entry) in kept.iter().enumerate() {
            if let Some(entry) = entry
                && let Some(old) = self.by_id.get_mut(entry.document.id())
            {
                *old = place;
            }
        }
        self.places = Arc::new(kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(id: &str, text: &str) -> Document {
        Document::new(id, text)
    }

    fn ids(snapshot: &Snapshot) -> Vec<String> {
        snapshot.documents().map(|d| d.id().to_owned()).collect()
    }

    #[test]
    fn a_snapshot_stays_as_it_was() {
        let table = Table::new(vec![document("a", "1"), document("b", "2")]);
        let before = table.snapshot();
        table.change(|state| {
            state.put(document("a", "3"));
            state.remove("b");
            state.put(document("c", "4"));
        });
        assert_eq!(ids(&before), ["a", "b"]);
        let after = table.snapshot();
        assert_eq!(ids(&after), ["a", "c"]);
        assert!(after.version > before.version);
        let (found, _) = table.get(&["c", "b", "a"]);
        assert!(found[1].is_none());
        assert_eq!(found[2].as_ref().unwrap().json(), "3");
    }

    #[test]
    fn of_several_documents_with_one_id_the_last_counts() {
        let table = Table::new(vec![document("a", "1"), document("a", "2")]);
        assert_eq!(table.len(), 1);
        assert_eq!(table.get(&["a"]).0[0].as_ref().unwrap().json(), "2");
    }

    #[test]
    fn what_comes_and_goes_leaves_nothing_behind() {
        let table = Table::new(vec![document("kept", "")]);
        for number in 0..10 * GAPS {
            let id = number.to_string();
            table.change(|state| state.put(document(&id, "")));
            table.change(|state| state.remove(&id));
        }
        table.change(|state| state.put(document("new", "")));
        let snapshot = table.snapshot();
        assert!(snapshot.places.len() <= 2 * GAPS);
        assert_eq!(ids(&snapshot), ["kept", "new"]);
        assert!(table.get(&["kept", "new"]).0.iter().all(Option::is_some));
        assert!(snapshot.entries().is_sorted_by_key(|entry| entry.number));
    }
}
