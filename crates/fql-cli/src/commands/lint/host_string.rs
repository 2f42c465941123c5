//! Strings of programs in other languages, in one form for all languages.

use std::ops::Range;

/// A string expression of a program: the text that the program sees, and its origin in the file.
#[derive(Debug, Clone, Default)]
pub(super) struct HostString {
    pub(super) pieces: Vec<Piece>,
}

/// A part of a string expression.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    Text(Text),
    Placeholder(Placeholder),
}

/// Characters of a literal: a run that is written verbatim, or one escape sequence.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) text: String,
    pub(super) source: Range<usize>,
    pub(super) quoting: &'static Quoting,
}

impl Text {
    /// Returns `true` if each byte of the text is a byte of the file.
    pub(super) fn is_verbatim(&self) -> bool {
        self.text.len() == self.source.len()
    }
}

/// A value that the program inserts into a string.
#[derive(Debug, Clone)]
pub(super) struct Placeholder {
    /// The interpolation, operand or format directive in the file.
    pub(super) source: Range<usize>,
    /// The inserted expression; empty if it is not known.
    pub(super) expression: String,
    /// The form of the value excludes quotes, as with `%d`.
    pub(super) is_number: bool,
}

/// The escapes that a kind of literal needs, so that a fix can be written into it.
#[derive(Debug)]
pub(super) struct Quoting {
    /// Characters and their escapes.
    pub(super) escapes: &'static [(char, &'static str)],
    /// Characters that the literal cannot contain, apart from control characters.
    pub(super) denied: &'static [char],
    /// The way to escape a quote of an inserted value in this language.
    pub(super) escape_call: &'static str,
}

impl Quoting {
    /// Returns the source of a text inside the literal, or `None` if the literal cannot contain it.
    pub(super) fn encode(&self, text: &str) -> Option<String> {
        let mut encoded = String::with_capacity(text.len());
        for character in text.chars() {
            if character.is_control() || self.denied.contains(&character) {
                return None;
            }
            match self
                .escapes
                .iter()
                .find(|(escaped, _)| *escaped == character)
            {
                Some((_, escape)) => encoded.push_str(escape),
                None => encoded.push(character),
            }
        }
        Some(encoded)
    }
}

impl HostString {
    /// Returns the text without the placeholders.
    pub(super) fn text(&self) -> String {
        let texts = self.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.text.as_str(),
            Piece::Placeholder(_) => "",
        });
        texts.collect()
    }

    /// Returns `true` if a part of the string is a literal.
    pub(super) fn has_literal(&self) -> bool {
        let mut pieces = self.pieces.iter();
        pieces.any(|piece| matches!(piece, Piece::Text(_)))
    }

    /// Returns the bytes of the file from the first to the last piece.
    pub(super) fn span(&self) -> Range<usize> {
        let sources = self.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.source.clone(),
            Piece::Placeholder(placeholder) => placeholder.source.clone(),
        });
        sources
            .reduce(|all, source| all.start.min(source.start)..all.end.max(source.end))
            .unwrap_or_default()
    }

    pub(super) fn push_text(
        &mut self,
        text: String,
        source: Range<usize>,
        quoting: &'static Quoting,
    ) {
        if !text.is_empty() {
            self.pieces.push(Piece::Text(Text {
                text,
                source,
                quoting,
            }));
        }
    }

    pub(super) fn push_placeholder(&mut self, source: Range<usize>, expression: &str) {
        self.pieces.push(Piece::Placeholder(Placeholder {
            source,
            expression: expression.to_owned(),
            is_number: false,
        }));
    }
}
