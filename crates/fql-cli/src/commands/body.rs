//! `--body`, which several subcommands take.

use std::io::{self, Read};

use crate::failure::Failure;

/// The text of the body: given, or in a file.
pub(super) fn read_body(given: &str) -> Result<String, Failure> {
    // A lone `-` is no JSON, and what other programs call standard input.
    let Some(file) = given.strip_prefix('@').or((given == "-").then_some(given)) else {
        return Ok(given.to_owned());
    };
    if file.is_empty() {
        return Err(Failure::Call(
            "`@` names no file: write `@FILE`, or `@-` for standard input".into(),
        ));
    }
    let read = match file {
        "-" => {
            let mut text = Vec::new();
            io::stdin().read_to_end(&mut text).map(|_| text)
        }
        _ => std::fs::read(file),
    };
    let name = if file == "-" { "standard input" } else { file };
    let bytes = read.map_err(|error| Failure::Read {
        file: name.to_owned(),
        error,
    })?;
    String::from_utf8(bytes).map_err(|error| Failure::NotText {
        file: name.to_owned(),
        problem: format!(
            "it is not UTF-8, at byte {}",
            error.utf8_error().valid_up_to() + 1
        ),
    })
}
