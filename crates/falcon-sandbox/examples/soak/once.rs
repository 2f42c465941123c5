//! That each id comes once: no more, no less. In memory that is taken at the beginning.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// All ids that there are, by their hashes.
#[derive(Debug)]
pub(crate) struct Expected {
    hashes: Vec<u64>,
    /// Some of the ids, to be changed.
    pub(crate) some: Vec<String>,
}

/// So many ids are kept as they are.
const SOME: usize = 200;

fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

impl Expected {
    pub(crate) fn new(count: u64, ids: impl Iterator<Item = String>) -> Self {
        let count = usize::try_from(count).unwrap();
        let mut some = Vec::with_capacity(SOME);
        let mut hashes = Vec::with_capacity(count);
        for id in ids {
            hashes.push(hash(&id));
            if some.len() < SOME {
                some.push(id);
            }
        }
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), count, "ids, each with a hash of its own");
        Self { hashes, some }
    }

    pub(crate) fn count(&self) -> usize {
        self.hashes.len()
    }
}

/// The ids that came in one pass.
#[derive(Debug)]
pub(crate) struct Once {
    expected: Arc<Expected>,
    came: Vec<bool>,
    count: usize,
}

impl Once {
    pub(crate) fn new(expected: &Arc<Expected>) -> Self {
        Self {
            expected: Arc::clone(expected),
            // Not zero at first, so that the memory is there from the beginning.
            came: vec![true; expected.count()],
            count: 0,
        }
    }

    /// Begins anew.
    pub(crate) fn clear(&mut self) {
        self.came.fill(false);
        self.count = 0;
    }

    /// Notes an id.
    ///
    /// # Errors
    /// One that there is not, and one that came before.
    pub(crate) fn note(&mut self, id: &str) -> Result<(), String> {
        let place = self.expected.hashes.binary_search(&hash(id));
        let place = place.map_err(|_| format!("`{id}` was listed, and there is no such asset"))?;
        if std::mem::replace(&mut self.came[place], true) {
            return Err(format!("`{id}` was listed twice"));
        }
        self.count += 1;
        Ok(())
    }

    /// How many did not come.
    pub(crate) fn missing(&self) -> usize {
        self.came.len() - self.count
    }
}
