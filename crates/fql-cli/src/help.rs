//! Help text that clap does not generate: examples, extra sections and exit statuses.
//!
//! Subcommands set it as `before_help` and `after_long_help`, with lines of at most 80 columns. A
//! line without indentation that ends in a colon is a heading.

use std::fmt::Write as _;

use clap::builder::{StyledStr, Styles};

use crate::terminal;

const TEMPLATE: &str = "\
{about-with-newline}
{before-help}{usage-heading} {usage}

{all-args}{after-help}";

const MAX_WIDTH: usize = 100;

/// Joins sections of help. The last one lists exit statuses; the status of a closed pipe, which all
/// subcommands share, is added to it.
pub(crate) fn sections(sections: &[&str]) -> String {
    let sections = sections.join("\n\n");
    format!("{sections}\n  141  standard output was closed, as in `fql fields | head -1`")
}

/// Returns the text of a heading line.
pub(crate) fn heading(line: &str) -> Option<&str> {
    line.strip_suffix(':').filter(|text| !text.starts_with(' '))
}

/// Puts the examples before the usage and styles headings as clap does.
pub(crate) fn with_layout(command: clap::Command) -> clap::Command {
    let examples = with_styled_headings(command.get_before_help());
    let sections = with_styled_headings(command.get_after_long_help());
    let width = terminal::width().unwrap_or(MAX_WIDTH).min(MAX_WIDTH);
    command
        .help_template(TEMPLATE)
        .term_width(width)
        .before_help(examples)
        .after_long_help(sections)
}

fn with_styled_headings(text: Option<&StyledStr>) -> StyledStr {
    let text = text.map_or(String::new(), ToString::to_string);
    let styles = Styles::styled();
    let style = styles.get_header();
    let mut styled = StyledStr::new();
    for (index, line) in text.lines().enumerate() {
        let line_break = if index > 0 { "\n" } else { "" };
        // Writing to a string cannot fail.
        let _ = match heading(line) {
            Some(heading) => write!(styled, "{line_break}{style}{heading}:{style:#}"),
            None => write!(styled, "{line_break}{line}"),
        };
    }
    styled
}
