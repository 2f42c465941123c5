//! Colors and width of the terminal.

use std::env;

use anstyle::{AnsiColor, Style};
use fql::diagnostics::Renderer;
use terminal_size::{Height, Width, terminal_size};

/// Larger values of `COLUMNS` are ignored; they would only make charts slow.
const MAX_WIDTH: u16 = 4096;

/// Returns the width of the terminal that any standard stream is connected to.
pub(crate) fn width() -> Option<usize> {
    width_of(terminal_size())
}

/// Returns the width for a terminal of this size. A valid `COLUMNS` variable takes precedence.
pub(crate) fn width_of(size: Option<(Width, Height)>) -> Option<usize> {
    let columns = env::var("COLUMNS")
        .ok()
        .and_then(|value| value.parse().ok());
    columns
        .filter(|columns| (1..=MAX_WIDTH).contains(columns))
        .or(size.map(|(width, _)| width.0).filter(|width| *width > 0))
        .map(usize::from)
}

/// Styles text with ANSI colors when they are enabled.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Painter {
    is_enabled: bool,
}

impl Painter {
    pub(crate) const fn new(is_enabled: bool) -> Self {
        Self { is_enabled }
    }

    pub(crate) fn success(self, text: &str) -> String {
        self.styled(AnsiColor::Green.on_default().bold(), text)
    }

    pub(crate) fn error(self, text: &str) -> String {
        self.styled(AnsiColor::Red.on_default().bold(), text)
    }

    #[cfg(feature = "lint")]
    pub(crate) fn warning(self, text: &str) -> String {
        self.styled(AnsiColor::Yellow.on_default().bold(), text)
    }

    pub(crate) fn bold(self, text: &str) -> String {
        self.styled(Style::new().bold(), text)
    }

    pub(crate) fn dimmed(self, text: &str) -> String {
        self.styled(Style::new().dimmed(), text)
    }

    /// Returns a renderer of diagnostics for a terminal of this width.
    pub(crate) fn renderer(self, width: Option<usize>) -> Renderer {
        let renderer = if self.is_enabled {
            Renderer::colored()
        } else {
            Renderer::plain()
        };
        match width {
            Some(width) => renderer.within(width),
            None => renderer,
        }
    }

    fn styled(self, style: Style, text: &str) -> String {
        if self.is_enabled {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}
