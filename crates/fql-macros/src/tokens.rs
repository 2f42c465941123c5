//! A parser of a macro's input.

use std::iter::Peekable;

use proc_macro::token_stream::IntoIter;
use proc_macro::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};

use crate::literal;

/// The error of a macro's input.
pub(crate) struct Error {
    pub(crate) span: Span,
    pub(crate) message: String,
}

impl Error {
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
        }
    }

    /// Returns `compile_error!("message")` at the span.
    pub(crate) fn into_tokens(self) -> TokenStream {
        let mut message = Literal::string(&self.message);
        message.set_span(self.span);
        let argument = TokenStream::from(TokenTree::from(message));
        let call: TokenStream = "::core::compile_error!".parse().unwrap_or_default();
        let group = TokenTree::from(Group::new(Delimiter::Brace, argument));
        call.into_iter()
            .chain([group])
            .map(|mut token| {
                token.set_span(self.span);
                token
            })
            .collect()
    }
}

impl From<Error> for Vec<Error> {
    fn from(error: Error) -> Self {
        vec![error]
    }
}

pub(crate) type Result<T, E = Error> = core::result::Result<T, E>;

/// The remaining tokens.
pub(crate) struct Tokens {
    rest: Peekable<IntoIter>,
    /// The span of the previous token, for errors at the end.
    previous: Span,
}

impl Tokens {
    /// `span` is that of errors before the first token.
    pub(crate) fn new(stream: TokenStream, span: Span) -> Self {
        Self {
            rest: stream.into_iter().peekable(),
            previous: span,
        }
    }

    pub(crate) fn is_empty(&mut self) -> bool {
        self.rest.peek().is_none()
    }

    pub(crate) fn next(&mut self) -> Option<TokenTree> {
        let token = self.rest.next()?;
        self.previous = token.span();
        Some(token)
    }

    pub(crate) fn peek(&mut self) -> Option<&TokenTree> {
        self.rest.peek()
    }

    /// Returns the span of the next token, or of the macro call at the end.
    pub(crate) fn span(&mut self) -> Span {
        self.peek().map_or_else(Span::call_site, TokenTree::span)
    }

    /// Returns the span of the token that was consumed last.
    pub(crate) fn previous_span(&self) -> Span {
        self.previous
    }

    /// Returns an error at the next token, or after the last one.
    pub(crate) fn error(&mut self, expected: &str) -> Error {
        match self.rest.peek() {
            Some(token) => Error::new(
                token.span(),
                format!("expected {expected}, found `{token}`"),
            ),
            None => Error::new(self.previous, format!("expected {expected} after this")),
        }
    }

    pub(crate) fn at_punct(&mut self, punct: char) -> bool {
        matches!(self.peek(), Some(TokenTree::Punct(next)) if next.as_char() == punct)
    }

    pub(crate) fn at_word(&mut self, word: &str) -> bool {
        matches!(self.peek(), Some(TokenTree::Ident(next)) if next.to_string() == word)
    }

    /// Takes one of these words, and returns it.
    pub(crate) fn keyword(&mut self, words: &[&'static str]) -> Result<&'static str> {
        for word in words {
            if self.at_word(word) {
                self.next();
                return Ok(word);
            }
        }
        Err(self.error(&format!("`{}`", words.join("` or `"))))
    }

    pub(crate) fn punct(&mut self, punct: char) -> Result<()> {
        if !self.at_punct(punct) {
            return Err(self.error(&format!("`{punct}`")));
        }
        self.next();
        Ok(())
    }

    pub(crate) fn ident(&mut self, expected: &str) -> Result<Ident> {
        match self.peek() {
            Some(TokenTree::Ident(ident)) => {
                let ident = ident.clone();
                self.next();
                Ok(ident)
            }
            _ => Err(self.error(expected)),
        }
    }

    pub(crate) fn group(&mut self, delimiter: Delimiter, expected: &str) -> Result<Group> {
        match self.peek() {
            Some(TokenTree::Group(group)) if group.delimiter() == delimiter => {
                let group = group.clone();
                self.next();
                Ok(group)
            }
            _ => Err(self.error(expected)),
        }
    }

    /// Returns `true` if the next token is a raw string literal.
    pub(crate) fn at_raw_string(&mut self) -> bool {
        match self.peek() {
            Some(TokenTree::Literal(literal)) => literal.to_string().starts_with('r'),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::None => {
                Tokens::new(group.stream(), group.span()).at_raw_string()
            }
            _ => false,
        }
    }

    pub(crate) fn at_integer(&mut self) -> bool {
        matches!(self.peek(), Some(TokenTree::Literal(literal)) if integer(literal).is_some())
    }

    /// Consumes an integer literal and returns its value.
    pub(crate) fn integer(&mut self) -> Result<u32> {
        let number = match self.peek() {
            Some(TokenTree::Literal(literal)) => integer(literal),
            _ => None,
        };
        let Some(number) = number else {
            return Err(self.error("an integer"));
        };
        self.next();
        Ok(number)
    }

    /// Consumes a string literal and returns its value.
    pub(crate) fn string(&mut self, expected: &str) -> Result<(String, Span)> {
        let token = match self.peek() {
            Some(TokenTree::Literal(literal)) => literal.clone(),
            // `macro_rules!` puts a literal that it captured into an invisible group.
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::None => {
                let (stream, span) = (group.stream(), group.span());
                let string = Tokens::new(stream, span).string(expected)?;
                self.next();
                return Ok(string);
            }
            _ => return Err(self.error(expected)),
        };
        let source = token.to_string();
        let Some(string) = literal::string(&source) else {
            if literal::has_suffix(&source) {
                return Err(Error::new(
                    token.span(),
                    "unescaped `\"` in the string literal: use `'…'` inside it, or `r#\"…\"#` \
                     around it",
                ));
            }
            return Err(self.error(expected));
        };
        let span = token.span();
        self.next();
        Ok((string, span))
    }
}

/// Returns the value of a decimal integer literal, which may have underscores.
fn integer(literal: &Literal) -> Option<u32> {
    literal.to_string().replace('_', "").parse().ok()
}
