//! What the help and the manual page of a command say beside its options: examples first, the exit
//! statuses last.

mod layout;
mod manual;

use std::borrow::Cow;

pub(crate) use manual::page;

/// The words about a command that clap does not know of.
#[derive(Debug)]
pub(crate) struct Help {
    /// Command lines, as a shell takes them.
    pub(crate) examples: &'static [&'static str],
    /// What is to be known beside the options.
    pub(crate) sections: Vec<Section>,
    /// Each exit status, and when it is the one.
    pub(crate) statuses: &'static [(&'static str, &'static str)],
}

/// A part of a help, with a heading.
#[derive(Debug)]
pub(crate) struct Section {
    pub(crate) heading: &'static str,
    pub(crate) blocks: Vec<Block>,
}

/// A paragraph of a section.
#[derive(Debug)]
pub(crate) enum Block {
    /// Words, which are broken to fit.
    Text(&'static str),
    /// Lines that stay as they are.
    Lines(&'static str),
    /// Terms, and what each stands for.
    Terms(Vec<(Cow<'static, str>, Cow<'static, str>)>),
}

impl Block {
    /// Terms that are known when the program is compiled.
    pub(crate) fn terms(terms: &[(&'static str, &'static str)]) -> Self {
        let pairs = terms
            .iter()
            .map(|(term, text)| ((*term).into(), (*text).into()));
        Self::Terms(pairs.collect())
    }
}

/// How every command that prints may end.
const CLOSED_PIPE: (&str, &str) = (
    "141",
    "the reader of the output went away, as in `fql fields | head -1`; nothing is said",
);

impl Help {
    /// The exit statuses of this command and of all.
    fn statuses(&self) -> Block {
        Block::terms(&[self.statuses, &[CLOSED_PIPE]].concat())
    }

    /// Puts the words into clap's definition of the command.
    pub(crate) fn attach_to(&self, command: clap::Command, width: usize) -> clap::Command {
        command
            .help_template(layout::TEMPLATE)
            .term_width(width)
            .before_help(layout::examples(self, width))
            .after_long_help(layout::rest(self, width))
    }
}
