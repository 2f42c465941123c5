//! From the source of an expansion to its tokens.

use proc_macro::{Group, Ident, Span, TokenStream, TokenTree};

/// Reads `source` as tokens. A name in `replaced` becomes the tokens beside it, and every other
/// token gets `span`, so that an error of the compiler points into the user's program.
pub(crate) fn tokens(source: &str, span: Span, replaced: &[(&str, TokenStream)]) -> TokenStream {
    let tokens: TokenStream = source.parse().unwrap_or_else(|_| unreadable(span));
    replace(tokens, span, replaced)
}

fn replace(tokens: TokenStream, span: Span, replaced: &[(&str, TokenStream)]) -> TokenStream {
    let mut out = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let inner = replace(group.stream(), span, replaced);
                let mut group = Group::new(group.delimiter(), inner);
                group.set_span(span);
                out.push(TokenTree::Group(group));
            }
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                // Few names are placeholders, and all of those begin like this.
                let replacement = name
                    .starts_with("__")
                    .then(|| replaced.iter().find(|(known, _)| *known == name));
                match replacement.flatten() {
                    Some((_, tokens)) => out.extend(tokens.clone()),
                    None => out.push(respanned(TokenTree::Ident(ident), span)),
                }
            }
            token => out.push(respanned(token, span)),
        }
    }
    out.into_iter().collect()
}

fn respanned(mut token: TokenTree, span: Span) -> TokenTree {
    token.set_span(span);
    token
}

/// The tokens, said to stand at `span`.
pub(crate) fn respanned_all(tokens: TokenStream, span: Span) -> TokenStream {
    replace(tokens, span, &[])
}

/// Only a defect of the macro itself gets here.
fn unreadable(span: Span) -> TokenStream {
    crate::tokens::Error::new(span, "the macro made something that is no Rust").into_tokens()
}

/// A name as one token, also if it is a word of the language.
pub(crate) fn name(name: &str, span: Span) -> TokenStream {
    TokenStream::from(TokenTree::from(if is_never_raw(name) {
        Ident::new(&format!("{name}_"), span)
    } else {
        Ident::new_raw(name, span)
    }))
}

/// Words that can't be names even as `r#…`.
pub(crate) fn is_never_raw(name: &str) -> bool {
    matches!(name, "self" | "super" | "crate" | "Self" | "_")
}
