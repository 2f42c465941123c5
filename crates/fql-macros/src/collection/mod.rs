//! `collection!`: from a table of fields to typed fields and the table for validation.

mod expand;
mod expand_operations;
mod expand_rules;
mod model;
mod operations;
mod parse;
mod rules;
mod strings;

use proc_macro::{Span, TokenStream};

use crate::tokens::{Result, Tokens};

pub(crate) fn collection(input: TokenStream) -> Result<TokenStream> {
    let mut tokens = Tokens::new(input, Span::call_site());
    Ok(expand::expand(&parse::collection(&mut tokens)?))
}
