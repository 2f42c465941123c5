//! Help in the width of a terminal.

use std::fmt::Write as _;

use clap::builder::{StyledStr, Styles};

use super::{Block, Help};

/// The order of a help: what the command does and how it is called before its options.
pub(super) const TEMPLATE: &str = "\
{about-with-newline}
{before-help}{usage-heading} {usage}

{all-args}{after-help}";

const INDENT: usize = 2;
/// How far the text of a term stands to the right where it has a line of its own.
const HANGING: usize = 6;
/// A text beside its term has at least so many columns.
const LEAST_TEXT: usize = 24;

/// The examples with their heading.
pub(super) fn examples(help: &Help, width: usize) -> StyledStr {
    let mut out = heading("Examples");
    for example in help.examples {
        out.push('\n');
        out.push_str(&continued(example, width));
    }
    out.into()
}

/// What stands behind the options.
pub(super) fn rest(help: &Help, width: usize) -> StyledStr {
    let mut out = String::new();
    for section in &help.sections {
        out.push_str(&heading(section.heading));
        for block in &section.blocks {
            push_block(&mut out, block, width);
        }
        out.push_str("\n\n");
    }
    out.push_str(&heading("Exit status"));
    push_block(&mut out, &help.statuses(), width);
    out.into()
}

/// A heading as clap paints its own.
fn heading(text: &str) -> String {
    let styles = Styles::styled();
    let style = styles.get_header();
    format!("{style}{text}:{style:#}")
}

fn push_block(out: &mut String, block: &Block, width: usize) {
    match block {
        Block::Text(text) => push_words(out, text, "\n  ", INDENT, INDENT, width),
        Block::Lines(lines) => {
            for line in lines.lines() {
                // Writing to a string does not fail.
                let _ = write!(out, "\n  {line}");
            }
        }
        Block::Terms(terms) => {
            let longest = terms.iter().map(|(term, _)| term.chars().count()).max();
            let column = INDENT + longest.unwrap_or(0) + 2;
            let is_beside = column + LEAST_TEXT <= width;
            for (term, text) in terms {
                if is_beside {
                    let padded = format!("\n  {term:length$}", length = column - INDENT);
                    push_words(out, text, &padded, column, column, width);
                } else {
                    let begin = format!("\n  {term}\n{:HANGING$}", "");
                    push_words(out, text, &begin, HANGING, HANGING, width);
                }
            }
        }
    }
}

/// Writes words behind `begin`, which ends at the column `used`, and breaks lines where they are
/// full.
fn push_words(
    out: &mut String,
    text: &str,
    begin: &str,
    mut used: usize,
    indent: usize,
    width: usize,
) {
    out.push_str(begin);
    for (index, word) in text.split(' ').enumerate() {
        let length = word.chars().count();
        if index > 0 && used + 1 + length > width {
            let _ = write!(out, "\n{:indent$}", "");
            used = indent;
        } else if index > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += length;
    }
}

/// A command line in so many columns: broken between its words by backslashes, so that a shell takes
/// it all the same.
pub(super) fn continued(line: &str, width: usize) -> String {
    let mut out = String::from("  ");
    let mut used = INDENT;
    let mut words = words(line).peekable();
    while let Some(word) = words.next() {
        let length = word.chars().count();
        let behind = if words.peek().is_some() {
            " \\".len()
        } else {
            0
        };
        if used == INDENT {
            used += length;
        } else if used + 1 + length + behind <= width {
            out.push(' ');
            used += 1 + length;
        } else {
            // Where the line is full already clap would break it before a blank.
            let blank = if used + behind <= width { " " } else { "" };
            let _ = write!(out, "{blank}\\\n{:HANGING$}", "");
            used = HANGING + length;
        }
        out.push_str(word);
    }
    out
}

/// The words of a command line. Those in quotes may hold spaces.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let mut open = None;
    line.split(move |character| match (open, character) {
        (None, ' ') => true,
        (None, '\'' | '"') => {
            open = Some(character);
            false
        }
        (Some(quote), _) => {
            if quote == character {
                open = None;
            }
            false
        }
        (None, _) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_line_is_broken_between_words_only() {
        let line = "fql fmt --fix \"a='x y' AND b:1\" > out.txt";
        assert_eq!(continued(line, 80), format!("  {line}"));
        assert_eq!(
            continued(line, 30),
            "  fql fmt --fix \\\n      \"a='x y' AND b:1\" > \\\n      out.txt"
        );
        assert_eq!(
            continued("a '0123456789' b", 16),
            "  a \\\n      '0123456789'\\\n      b"
        );
    }

    #[test]
    fn terms_stand_beside_their_texts_or_above() {
        let terms = Block::terms(&[("0", "all is well"), ("141", "the reader of it went away")]);
        let shown = |width| {
            let mut out = String::new();
            push_block(&mut out, &terms, width);
            out
        };
        assert_eq!(
            shown(31),
            "\n  0    all is well\n  141  the reader of it went\n       away"
        );
        assert_eq!(
            shown(30),
            "\n  0\n      all is well\n  141\n      the reader of it went\n      away"
        );
    }
}
