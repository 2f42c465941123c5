//! How many columns there are.

use std::env;

use terminal_size::{Height, Width, terminal_size};

/// A help has no longer lines than these, and has them where there is no terminal.
const WIDEST_HELP: usize = 100;
/// A chart of more columns than these would only be slow.
const WIDEST_TERMINAL: u16 = 4096;

/// The columns of a help.
pub(crate) fn of_help() -> usize {
    let width = of_terminal(terminal_size()).unwrap_or(WIDEST_HELP);
    width.min(WIDEST_HELP)
}

/// The columns of a terminal of this size, unless the environment says otherwise. What no terminal
/// has, the environment does not say.
pub(crate) fn of_terminal(size: Option<(Width, Height)>) -> Option<usize> {
    let said = env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    let said = said.filter(|width| (1..=WIDEST_TERMINAL).contains(width));
    let width = said.or(size.map(|(width, _)| width.0).filter(|width| *width > 0));
    width.map(usize::from)
}
