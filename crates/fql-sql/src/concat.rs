//! The concatenation of parts of an expression.

/// Concatenates strings in one allocation, for expressions that are written for each clause: `format!` takes a
/// third more time.
macro_rules! sql {
    ($($part:expr),+ $(,)?) => {
        [$(AsRef::<str>::as_ref(&$part)),+].concat()
    };
}
