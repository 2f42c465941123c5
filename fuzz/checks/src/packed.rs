//! Text format for inputs: one per line, with the escapes of a Rust byte string. It replaces the many
//! small files that a fuzzer writes.

use std::fmt::Write as _;

/// First character of a comment line.
const COMMENT: char = '#';

/// Encodes an input as a line, without its line feed.
#[must_use]
pub fn line(input: &[u8]) -> String {
    let mut line = String::new();
    for (index, byte) in input.iter().enumerate() {
        // Escaped because editors trim blanks, and a leading `#` starts a comment.
        let is_end = index == 0 || index + 1 == input.len();
        if is_end && (*byte == b' ' || *byte == COMMENT as u8) {
            let _ = write!(line, "\\x{byte:02x}");
        } else {
            let _ = write!(line, "{}", byte.escape_ascii());
        }
    }
    line
}

/// Decodes the inputs of a file.
///
/// # Errors
/// Returns a message with the number of the first line that has an invalid escape.
pub fn inputs(file: &str) -> Result<Vec<Vec<u8>>, String> {
    let lines = file.lines().enumerate();
    lines
        .filter(|(_, line)| !line.starts_with(COMMENT) && !line.is_empty())
        .map(|(index, line)| {
            decode(line).ok_or_else(|| format!("invalid escape in line {}", index + 1))
        })
        .collect()
}

fn decode(line: &str) -> Option<Vec<u8>> {
    let mut input = Vec::with_capacity(line.len());
    let mut rest = line.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            input.push(byte);
            continue;
        }
        input.push(match rest.next()? {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'x' => {
                let digits = [rest.next()?, rest.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
            }
            quoted @ (b'\\' | b'\'' | b'"') => quoted,
            _ => return None,
        });
    }
    Some(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_inputs_round_trip() {
        let mut all: Vec<Vec<u8>> = (0..=255).map(|byte| vec![byte]).collect();
        all.extend([
            b" a ".to_vec(),
            b"# a\\x\n'\"".to_vec(),
            (0..=255).collect(),
        ]);
        let file: String = all.iter().map(|input| line(input) + "\n").collect();
        assert_eq!(inputs(&file), Ok(all));
        assert_eq!(
            inputs("# inputs of the target `parse`\n\na\n"),
            Ok(vec![b"a".to_vec()])
        );
        assert!(inputs("a\n\\q").is_err_and(|error| error.contains("line 2")));
        assert!(inputs("\\x4").is_err());
    }
}
