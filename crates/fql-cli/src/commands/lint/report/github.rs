//! Findings as workflow commands of GitHub Actions, which shows them next to the lines.

use std::io::{self, Write};

use crate::commands::lint::finding::{FileReport, Lines};
use crate::output::Output;

pub(super) fn write(report: &FileReport, out: &mut Output) -> io::Result<()> {
    let lines = Lines::new(&report.source);
    for finding in &report.findings {
        let start = lines.position(&report.source, finding.span().start());
        let end = lines.position(&report.source, finding.span().end());
        writeln!(
            out,
            "::{} file={},line={},col={},endLine={},endColumn={},title={}::{}",
            finding.severity,
            escaped_property(&report.path),
            start.line,
            start.column,
            end.line,
            end.column,
            finding.code(),
            escaped(&finding.summary()),
        )?;
    }
    Ok(())
}

fn escaped(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn escaped_property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workflow_command_characters_are_escaped() {
        assert_eq!(escaped_property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
        assert_eq!(escaped("a:b,c%\r\n"), "a:b,c%25%0D%0A");
    }
}
