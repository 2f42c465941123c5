//! The macros of the crate `fql`, which exports and documents them. Depend on that one.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod collection;
mod expand;
mod filter;
mod literal;
mod tokens;

use proc_macro::TokenStream;

/// A filter that is checked when the program is compiled: `fql!(collection, "filter")`.
#[doc = include_str!("fql.md")]
#[proc_macro]
pub fn fql(input: TokenStream) -> TokenStream {
    filter::filter(input).unwrap_or_else(tokens::Error::into_tokens)
}

/// A collection of one's own: typed fields, the checks of text, and `fql!` for it.
#[doc = include_str!("collection.md")]
#[proc_macro]
pub fn collection(input: TokenStream) -> TokenStream {
    collection::collection(input).unwrap_or_else(tokens::Error::into_tokens)
}
