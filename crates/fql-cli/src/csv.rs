//! CSV rows (RFC 4180).

use std::io::{self, Write};

/// Writes a row. Quotes cells that contain a comma, a quote or a line break.
///
/// A cell that a spreadsheet would evaluate as a formula is prefixed with `'`, because names of
/// assets are untrusted.
pub(crate) fn write_row(
    out: &mut impl Write,
    cells: impl IntoIterator<Item = impl AsRef<str>>,
) -> io::Result<()> {
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            out.write_all(b",")?;
        }
        write_cell(out, cell.as_ref())?;
    }
    out.write_all(b"\r\n")
}

fn write_cell(out: &mut impl Write, cell: &str) -> io::Result<()> {
    let is_formula =
        cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    let prefix = if is_formula { "'" } else { "" };
    if cell.contains([',', '"', '\n', '\r']) {
        write!(out, "\"{prefix}{}\"", cell.replace('"', "\"\""))
    } else {
        write!(out, "{prefix}{cell}")
    }
}

#[cfg(test)]
mod tests {
    use super::write_row;

    #[test]
    fn special_cells_are_quoted_or_prefixed() {
        for (cells, row) in [
            (vec!["a", "b c"], "a,b c\r\n"),
            (
                vec!["a,b", "c\"d", "e\nf"],
                "\"a,b\",\"c\"\"d\",\"e\nf\"\r\n",
            ),
            (vec!["", ""], ",\r\n"),
            (vec!["=1+1", "-5", "-x"], "'=1+1,-5,'-x\r\n"),
            (vec!["=\"a\",b"], "\"'=\"\"a\"\",b\"\r\n"),
        ] {
            let mut out = Vec::new();
            write_row(&mut out, &cells).expect("writing to a vector succeeds");
            assert_eq!(String::from_utf8(out).expect("UTF-8"), row, "{cells:?}");
        }
    }
}
