//! The procedural macros of the crate `fql`, which re-exports and documents them. Depend on `fql`.
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
