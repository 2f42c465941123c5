//! The syntax tree and its parts. Nothing here parses, prints or reports.

pub(crate) mod literal;
pub(crate) mod operator;
pub(crate) mod span;
pub(crate) mod tree;
