//! The procedural macros of the crate `fql`, which re-exports and documents them. Depend on `fql`.
//!
//! ```
//! use fql::collections::external_assets as asset;
//!
//! let port = 3389;
//! let filter = fql::fql!(asset, "criticality:'Critical'+ip.services.port:{port}");
//! assert_eq!(filter.as_str(), "criticality:'Critical'+ip.services.port:3389");
//! ```
//!
//! # Macros
//!
//! * [`fql!`](macro@fql) creates a filter that is validated at compile time.
//! * [`collection!`](macro@collection) defines a collection: its typed fields, their validation, and
//!   `fql!` for it.
//!
//! # Tasks
//!
//! * Write a constant filter: `fql!` without placeholders, in a `const` or a `static`.
//! * Insert a value, a list, a pattern or a filter: the [placeholders](macro@fql#placeholders) of `fql!`.
//! * Filter the documents of an API that has no module in `fql::collections`: `collection!`, in a module
//!   of its own.
//! * Validate a string that is known only at run time: not these macros, but `str::parse` of
//!   `fql::Filter`.
//!
//! # Features
//!
//! The crate has no optional features.
//!
//! # Limits
//!
//! The macros expand to paths of the crate `fql`, which the calling crate must depend on by this name.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod collection;
mod expand;
mod fql;
mod literal;
mod tokens;

use proc_macro::TokenStream;

/// Creates a filter that is validated at compile time: `fql!(collection, "filter")`.
#[doc = include_str!("fql.md")]
#[proc_macro]
pub fn fql(input: TokenStream) -> TokenStream {
    fql::fql(input).unwrap_or_else(tokens::Error::into_tokens)
}

/// Defines a collection: its typed fields, their validation, and `fql!` for it.
#[doc = include_str!("collection.md")]
#[proc_macro]
pub fn collection(input: TokenStream) -> TokenStream {
    collection::collection(input).unwrap_or_else(tokens::Error::into_tokens)
}

/// Runs the examples of the crate's README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeDoctests;
