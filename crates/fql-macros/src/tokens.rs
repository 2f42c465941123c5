//! Parsed a macro's input, token by token.

use proc_macro::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};

/// What is wrong with a macro's input, and where.
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

    /// `compile_error!("message")` at the place.
    pub(crate) fn into_tokens(self) -> TokenStream {
        let mut text = Literal::string(&self.message);
        text.set_span(self.span);
        let argument = TokenStream::from(TokenTree::from(text));
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

pub(crate) type Result<T> = core::result::Result<T, Error>;

/// The tokens that are left.
pub(crate) struct Tokens {
    rest: std::iter::Peekable<proc_macro::token_stream::IntoIter>,
    /// Where the last token was, to say where something is missing.
    last: Span,
}

impl Tokens {
    pub(crate) fn new(stream: TokenStream, around: Span) -> Self {
        Self {
            rest: stream.into_iter().peekable(),
            last: around,
        }
    }

    pub(crate) fn is_empty(&mut self) -> bool {
        self.rest.peek().is_none()
    }

    pub(crate) fn next(&mut self) -> Option<TokenTree> {
        let token = self.rest.next()?;
        self.last = token.span();
        Some(token)
    }

    /// Where the token was that was taken last.
    pub(crate) fn last(&self) -> Span {
        self.last
    }

    pub(crate) fn peek(&mut self) -> Option<&TokenTree> {
        self.rest.peek()
    }

    /// An error at the next token, or behind the last.
    pub(crate) fn error(&mut self, wanted: &str) -> Error {
        match self.rest.peek() {
            Some(token) => Error::new(token.span(), format!("{wanted} is wanted, not `{token}`")),
            None => Error::new(self.last, format!("{wanted} is wanted behind this")),
        }
    }

    pub(crate) fn at_punct(&mut self, sign: char) -> bool {
        matches!(self.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
    }

    pub(crate) fn at_word(&mut self, word: &str) -> bool {
        matches!(self.peek(), Some(TokenTree::Ident(ident)) if ident.to_string() == word)
    }

    pub(crate) fn punct(&mut self, sign: char) -> Result<()> {
        if !self.at_punct(sign) {
            return Err(self.error(&format!("`{sign}`")));
        }
        self.next();
        Ok(())
    }

    pub(crate) fn ident(&mut self, wanted: &str) -> Result<Ident> {
        match self.peek() {
            Some(TokenTree::Ident(ident)) => {
                let ident = ident.clone();
                self.next();
                Ok(ident)
            }
            _ => Err(self.error(wanted)),
        }
    }

    pub(crate) fn group(&mut self, delimiter: Delimiter, wanted: &str) -> Result<Group> {
        match self.peek() {
            Some(TokenTree::Group(group)) if group.delimiter() == delimiter => {
                let group = group.clone();
                self.next();
                Ok(group)
            }
            _ => Err(self.error(wanted)),
        }
    }

    /// Whether the next token is a text in which a backslash stands for itself.
    pub(crate) fn at_raw_text(&mut self) -> bool {
        match self.peek() {
            Some(TokenTree::Literal(literal)) => literal.to_string().starts_with('r'),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::None => {
                Tokens::new(group.stream(), group.span()).at_raw_text()
            }
            _ => false,
        }
    }

    /// A text between double quotes.
    pub(crate) fn text(&mut self, wanted: &str) -> Result<(String, Span)> {
        let literal = match self.peek() {
            Some(TokenTree::Literal(literal)) => literal.clone(),
            // A literal that came through a `macro_rules!` stands in an invisible group.
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::None => {
                let (stream, span) = (group.stream(), group.span());
                let text = Tokens::new(stream, span).text(wanted)?;
                self.next();
                return Ok(text);
            }
            _ => return Err(self.error(wanted)),
        };
        let source = literal.to_string();
        let Some(text) = crate::literal::text(&source) else {
            if crate::literal::goes_on(&source) {
                return Err(Error::new(
                    literal.span(),
                    format!(
                        "{wanted} ends at its second `\"`: write `'…'` inside, or `r#\"…\"#` around it"
                    ),
                ));
            }
            return Err(self.error(wanted));
        };
        let span = literal.span();
        self.next();
        Ok((text, span))
    }
}
