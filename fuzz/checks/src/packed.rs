//! Inputs in one file, one a line, as Rust writes bytes: what a fuzzer finds is many small files.

use std::fmt::Write as _;

/// What a line begins with that is no input.
const COMMENT: char = '#';

/// One input as a line, without its end.
#[must_use]
pub fn line(input: &[u8]) -> String {
    let mut line = String::new();
    for (index, byte) in input.iter().enumerate() {
        // A blank at an end might be lost, and a sign at the beginning taken for another.
        let is_end = index == 0 || index + 1 == input.len();
        if is_end && (*byte == b' ' || *byte == COMMENT as u8) {
            let _ = write!(line, "\\x{byte:02x}");
        } else {
            let _ = write!(line, "{}", byte.escape_ascii());
        }
    }
    line
}

/// The inputs of a file.
///
/// # Errors
/// The number of a line that is none.
pub fn inputs(file: &str) -> Result<Vec<Vec<u8>>, String> {
    let lines = file.lines().enumerate();
    lines
        .filter(|(_, line)| !line.starts_with(COMMENT) && !line.is_empty())
        .map(|(index, line)| {
            input(line).ok_or_else(|| format!("line {} holds an escape that is none", index + 1))
        })
        .collect()
}

fn input(line: &str) -> Option<Vec<u8>> {
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
    fn every_input_is_read_as_it_was() {
        let mut all: Vec<Vec<u8>> = (0..=255).map(|byte| vec![byte]).collect();
        all.extend([
            b" a ".to_vec(),
            b"# a\\x\n'\"".to_vec(),
            (0..=255).collect(),
        ]);
        let file: String = all.iter().map(|input| line(input) + "\n").collect();
        assert_eq!(inputs(&file), Ok(all));
        assert_eq!(
            inputs("# of the target parse\n\na\n"),
            Ok(vec![b"a".to_vec()])
        );
        assert!(inputs("a\n\\q").is_err_and(|error| error.contains("line 2")));
        assert!(inputs("\\x4").is_err());
    }
}
