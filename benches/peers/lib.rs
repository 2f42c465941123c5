//! Empty library; the benches are separate targets.
