//! The bound on the memory and the time of a request.

/// Maximum number of aggregations in the list of a request. The service's limit is not documented;
/// a thousand over 20,000 documents take ten seconds.
pub(super) const MAX_AGGREGATIONS: usize = 100;
/// Maximum number of buckets, distinct values and values for percentiles that a request keeps. They
/// take up to 220 bytes each. A request is rejected only after it has computed this number.
const MAX_ENTRIES: usize = 250_000;

/// The number of entries that a request may still keep.
#[derive(Debug)]
pub(super) struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Self(MAX_ENTRIES)
    }
}

impl Budget {
    /// Takes entries and returns `true` if there were enough.
    pub(super) fn take(&mut self, count: usize) -> bool {
        let is_enough = count < self.0;
        self.0 = self.0.saturating_sub(count);
        is_enough
    }

    /// Returns an error if all entries are taken.
    pub(super) fn check(&self) -> Result<(), String> {
        match self.0 {
            0 => Err(format!(
                "more than {MAX_ENTRIES} buckets and values in one request: add a filter, or \
                 split the request"
            )),
            _ => Ok(()),
        }
    }
}
