//! Converts the source of an expansion to tokens.

use proc_macro::{Group, Ident, Span, TokenStream, TokenTree};

use crate::tokens::Error;

/// Parses `source`, and replaces each name in `replacements` with its tokens. All other tokens get
/// `span`, so that errors of the compiler point into the user's program.
pub(crate) fn tokens(
    source: &str,
    span: Span,
    replacements: &[(&str, TokenStream)],
) -> TokenStream {
    // Only a defect of the macro itself makes it fail.
    let tokens: TokenStream = source.parse().unwrap_or_else(|_| {
        Error::new(
            span,
            "internal error: the expansion of the macro does not parse",
        )
        .into_tokens()
    });
    replace(tokens, span, replacements)
}

fn replace(tokens: TokenStream, span: Span, replacements: &[(&str, TokenStream)]) -> TokenStream {
    let mut out = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let inner = replace(group.stream(), span, replacements);
                let mut group = Group::new(group.delimiter(), inner);
                group.set_span(span);
                out.push(TokenTree::Group(group));
            }
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                // Every replaced name starts with `__`, and few others do.
                let replacement = name
                    .starts_with("__")
                    .then(|| replacements.iter().find(|(known, _)| *known == name));
                match replacement.flatten() {
                    Some((_, tokens)) => out.extend(tokens.clone()),
                    None => out.push(respan_token(TokenTree::Ident(ident), span)),
                }
            }
            token => out.push(respan_token(token, span)),
        }
    }
    out.into_iter().collect()
}

fn respan_token(mut token: TokenTree, span: Span) -> TokenTree {
    token.set_span(span);
    token
}

/// Returns the tokens with another span.
pub(crate) fn respan(tokens: TokenStream, span: Span) -> TokenStream {
    replace(tokens, span, &[])
}

/// Returns a name as one identifier, raw if it is a keyword.
pub(crate) fn ident(name: &str, span: Span) -> TokenStream {
    TokenStream::from(TokenTree::from(if is_never_raw(name) {
        Ident::new(&format!("{name}_"), span)
    } else {
        Ident::new_raw(name, span)
    }))
}

/// Returns `true` for the keywords that cannot be raw identifiers.
pub(crate) fn is_never_raw(name: &str) -> bool {
    matches!(name, "self" | "super" | "crate" | "Self" | "_")
}
