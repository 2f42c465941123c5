//! A floating-point number with a total order.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// An `f64` that can be sorted and hashed, ordered by [`f64::total_cmp`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct OrderedF64(pub(crate) f64);

impl Ord for OrderedF64 {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for OrderedF64 {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for OrderedF64 {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for OrderedF64 {}

impl Hash for OrderedF64 {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}
