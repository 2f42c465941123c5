//! Nothing: what is measured here is in the benches.
