//! The ids of all assets, and the ones listed in a pass. All memory is allocated at the start.

use std::mem::replace;
use std::sync::Arc;

/// The ids of all assets.
#[derive(Debug)]
pub(crate) struct AssetIds {
    /// The hexadecimal ids as numbers, sorted.
    sorted: Vec<u128>,
    /// The first ids, whose assets are updated.
    pub(crate) updated: Vec<String>,
}

/// The number of assets that are updated.
const UPDATED: usize = 200;

fn parse(id: &str) -> Option<u128> {
    u128::from_str_radix(id, 16).ok()
}

impl AssetIds {
    pub(crate) fn new(ids: impl Iterator<Item = String>) -> Self {
        let mut updated = Vec::with_capacity(UPDATED);
        let mut sorted = Vec::new();
        for id in ids {
            sorted.push(parse(&id).unwrap());
            if updated.len() < UPDATED {
                updated.push(id);
            }
        }
        sorted.sort_unstable();
        Self { sorted, updated }
    }
}

/// The assets that were listed in one pass.
#[derive(Debug)]
pub(crate) struct Pass {
    ids: Arc<AssetIds>,
    is_listed: Vec<bool>,
}

impl Pass {
    pub(crate) fn new(ids: &Arc<AssetIds>) -> Self {
        Self {
            ids: Arc::clone(ids),
            // `true`, because zeroed memory would not be resident until it is used.
            is_listed: vec![true; ids.sorted.len()],
        }
    }

    /// Starts a new pass.
    pub(crate) fn clear(&mut self) {
        self.is_listed.fill(false);
    }

    /// Marks an asset as listed.
    ///
    /// # Errors
    ///
    /// Returns a message if the id is unknown or was already listed.
    pub(crate) fn mark(&mut self, id: &str) -> Result<(), String> {
        let index = parse(id).and_then(|id| self.ids.sorted.binary_search(&id).ok());
        let index = index.ok_or_else(|| format!("unknown asset `{id}` in a listing"))?;
        match replace(&mut self.is_listed[index], true) {
            true => Err(format!("asset `{id}` listed twice")),
            false => Ok(()),
        }
    }

    /// Returns the number of assets that were not listed.
    pub(crate) fn missing(&self) -> usize {
        self.is_listed
            .iter()
            .filter(|is_listed| !**is_listed)
            .count()
    }
}
