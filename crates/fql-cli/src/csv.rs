//! CSV rows (RFC 4180).

use std::borrow::Cow;
use std::io::{self, Write};

/// Characters that may separate cells or rows, depending on the regional settings of a spreadsheet.
/// A comma is not one of them: where it separates cells, quotes are effective.
const SEPARATORS: [char; 4] = [';', '\t', '\n', '\r'];

/// Characters that start a formula, with their full-width forms.
const FORMULA_STARTS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Writes a row. Quotes cells that contain a separator or a quote.
///
/// Text that a spreadsheet would evaluate as a formula is prefixed with `'`, because names of assets
/// are untrusted.
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
    let cell = prefix_formulas(cell);
    if cell.contains([',', '"']) || cell.contains(SEPARATORS) {
        write!(out, "\"{}\"", cell.replace('"', "\"\""))
    } else {
        out.write_all(cell.as_bytes())
    }
}

/// Prefixes each part that is a formula, and a cell that starts with white space that a spreadsheet
/// may drop.
///
/// Parts are prefixed as well as quoted: a program that splits rows at semicolons ignores the quotes
/// of a cell that follows a comma.
fn prefix_formulas(cell: &str) -> Cow<'_, str> {
    let starts_with_separator = cell.starts_with(['\t', '\n', '\r']);
    if !starts_with_separator && !cell.split(SEPARATORS).any(is_formula) {
        return Cow::Borrowed(cell);
    }
    let mut prefixed = String::from(if starts_with_separator { "'" } else { "" });
    for part in cell.split_inclusive(SEPARATORS) {
        if is_formula(part) {
            prefixed.push('\'');
        }
        prefixed.push_str(part);
    }
    Cow::Owned(prefixed)
}

/// Returns `true` for a formula, also after quotes and spaces. A number is not a formula.
fn is_formula(part: &str) -> bool {
    let part = part.trim_matches(|c| matches!(c, ' ' | '"') || SEPARATORS.contains(&c));
    part.starts_with(FORMULA_STARTS) && part.parse::<f64>().is_err()
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
            (
                vec!["@a", "＝a", "＋a", "－a", "＠a"],
                "'@a,'＝a,'＋a,'－a,'＠a\r\n",
            ),
            (
                vec!["\n=1+1", "\ta", "\ra"],
                "\"'\n'=1+1\",\"'\ta\",\"'\ra\"\r\n",
            ),
            (
                vec!["a;=1+1", "a; =b;c", "a;b"],
                "\"a;'=1+1\",\"a;' =b;c\",\"a;b\"\r\n",
            ),
            (vec!["a\t=1", "a\r\n=1"], "\"a\t'=1\",\"a\r\n'=1\"\r\n"),
            (
                vec!["a;\"=1+1;b", "\"=b\""],
                "\"a;'\"\"=1+1;b\",\"'\"\"=b\"\"\"\r\n",
            ),
            (
                vec!["1;-5;+7", "a=1", "a,=1"],
                "\"1;-5;+7\",a=1,\"a,=1\"\r\n",
            ),
        ] {
            let mut out = Vec::new();
            write_row(&mut out, &cells).expect("writing to a vector succeeds");
            assert_eq!(String::from_utf8(out).expect("UTF-8"), row, "{cells:?}");
        }
    }
}
