//! The parts of SQL that dialects spell differently.

use super::template::Templates;
use crate::Param;
use crate::test::TimeColumn;

/// The spelling of a dialect. Operands are expressions in parentheses where they need them.
///
/// Names of members come from properties, which have only letters, digits and `_`.
pub(crate) trait Syntax: Sync {
    /// Returns the templates of the dialect.
    fn templates(&self) -> &'static Templates;

    /// Quotes the name of a column.
    fn identifier(&self, name: &str) -> String {
        sql!("\"", name.replace('"', "\"\""), "\"")
    }

    /// Returns `true` if the dialect ignores the case of names of columns and members.
    fn ignores_case_of_names(&self) -> bool {
        false
    }

    /// Returns `true` if strings cannot contain NUL.
    fn rejects_nul(&self) -> bool {
        false
    }

    /// Writes a string literal.
    fn string(&self, value: &str) -> String;

    /// Writes the parameter with this number, counted from 1.
    fn placeholder(&self, number: usize, param: &Param) -> String;

    /// Writes an integer of at most 64 bits.
    fn integer(&self, value: i128) -> String {
        value.to_string()
    }

    /// Writes a finite floating-point number.
    fn real(&self, value: f64) -> String {
        format!("{value:e}")
    }

    /// Writes the member of a struct, or `None` if structs are not supported.
    fn member(&self, of: &str, key: &str) -> Option<String>;

    /// Returns the parameter for a time with this number of units since 1970: its text.
    fn time_param(&self, column: TimeColumn, count: i64) -> Param {
        Param::Text(column.text(count))
    }

    /// Writes the time of a parameter in the type of a column; `None` if the dialect does not have the type.
    fn time(&self, value: &str, column: TimeColumn) -> Option<String>;

    /// Writes the test whether a struct is not null, or `None` if structs are never null.
    fn is_object(&self, of: &str) -> Option<String> {
        Some(format!("{of} IS NOT NULL"))
    }

    /// Writes the test whether the body is true for some element of a list, which may be null. `None` if
    /// lists are not supported.
    fn any(&self, list: &str, variable: &str, body: &str) -> Option<String>;

    /// Writes an expression in which the variable has this value, once.
    fn bind(&self, value: &str, variable: &str, body: &str) -> String;

    /// Writes a `LIKE` with an escaped pattern.
    fn like(&self, text: &str, pattern: &str) -> String {
        sql!(text, " LIKE ", pattern, " ESCAPE '!'")
    }

    /// The escape character of patterns.
    fn like_escape(&self) -> char {
        '!'
    }

    /// Writes the search for a regular expression.
    fn matches(&self, text: &str, regex: &str) -> String;

    /// The end of the text in a regular expression.
    fn regex_end(&self) -> &'static str {
        "$"
    }

    /// Writes the replacement of all matches of a regular expression. The replacement has `\1` for a
    /// group, and no digits after it.
    fn regex_replace(&self, text: &str, regex: &str, replacement: &str) -> String;

    /// Writes the text of a number.
    fn to_text(&self, number: &str) -> String {
        format!("CAST({number} AS VARCHAR)")
    }

    /// Writes the text of a floating-point number as JSON spells it, or `None` if that is not possible.
    fn real_text(&self, number: &str) -> Option<String>;

    /// Writes the integer of decimal digits with an optional minus sign.
    fn to_integer(&self, text: &str) -> String {
        format!("TRY_CAST({text} AS BIGINT)")
    }

    /// Writes the floating-point number of a text that is a decimal number; infinite or null if it is
    /// out of range.
    fn to_real(&self, text: &str) -> String {
        format!("TRY_CAST({text} AS DOUBLE)")
    }

    /// Writes the lower-case digits of an integer below 256 in base 16.
    fn hex(&self, integer: &str) -> String;

    /// Writes the quotient of two positive integers without its fraction.
    fn divide(&self, dividend: &str, divisor: u32) -> String {
        format!("({dividend} / {divisor})")
    }

    /// Writes the part of a text from a position, counted from 1.
    fn substring(&self, text: &str, start: usize, length: Option<usize>) -> String {
        match length {
            Some(length) => format!("substr({text}, {start}, {length})"),
            None => format!("substr({text}, {start})"),
        }
    }

    /// Writes the last six characters of an ASCII text.
    fn last_six(&self, text: &str) -> String {
        format!("substr({text}, length({text}) - 5, 6)")
    }

    /// Writes the part with this number between dots, counted from 1.
    fn split_at_dots(&self, text: &str, part: usize) -> String {
        format!("split_part({text}, '.', {part})")
    }

    /// Writes a text that is padded with zeros on the left.
    fn pad_left(&self, text: &str, length: usize) -> String {
        format!("lpad({text}, {length}, '0')")
    }

    /// Writes a text that is padded with zeros on the right.
    fn pad_right(&self, text: &str, length: usize) -> String {
        format!("rpad({text}, {length}, '0')")
    }

    /// Writes the replacement of all occurrences of a string literal.
    fn replace(&self, text: &str, from: &str, to: &str) -> String {
        format!("replace({text}, {from}, {to})")
    }

    /// Writes the replacement of each character of a literal by the one at the same position of another one.
    fn translate(&self, text: &str, from: &str, to: &str) -> String {
        format!("translate({text}, {from}, {to})")
    }

    /// Writes a text for a comparison by its bytes.
    fn collated(&self, text: &str) -> String {
        text.to_owned()
    }

    /// Writes the elements that a path reaches in a column of JSON, for [`json_branches`], in a test
    /// whether the body is true for some of them. `None` if JSON is not supported.
    ///
    /// [`json_branches`]: Self::json_branches
    fn any_json(&self, path: JsonPath<'_>, variable: &str, body: &str) -> Option<String> {
        let _ = (path, variable, body);
        None
    }

    /// Writes a test by the type of an element of JSON.
    fn json_branches(&self, element: &str, branches: &JsonBranches) -> String {
        let _ = (element, branches);
        String::from("FALSE")
    }

    /// Writes the text, integer or floating-point number of an element of JSON.
    fn json_value(&self, element: &str, value: JsonValue) -> String {
        let _ = value;
        element.to_owned()
    }

    /// Writes the test whether an element of JSON, which is not an array, is a value: not null, and an object
    /// only if those count.
    fn json_is_value(&self, element: &str, includes_objects: bool) -> String {
        let _ = includes_objects;
        element.to_owned()
    }
}

/// Writes a string literal in which only quotes are doubled.
pub(super) fn quoted(value: &str) -> String {
    match value.contains('\'') {
        true => sql!("'", value.replace('\'', "''"), "'"),
        false => sql!("'", value, "'"),
    }
}

/// Writes a string literal with `chr` for control characters: a statement ends at NUL in some engines, and
/// programs that read a statement as text replace carriage returns.
pub(super) fn string_with_chr(value: &str) -> String {
    if !value.contains(char::is_control) {
        return quoted(value);
    }
    let mut parts = Vec::new();
    let mut rest = value;
    while let Some((index, control)) = rest.char_indices().find(|(_, c)| c.is_control()) {
        if index > 0 {
            parts.push(quoted(&rest[..index]));
        }
        parts.push(format!("chr({})", u32::from(control)));
        rest = &rest[index + control.len_utf8()..];
    }
    if !rest.is_empty() {
        parts.push(quoted(rest));
    }
    // Not operators: a chain of them is as deep as the value has parts, and engines limit the depth.
    format!("concat({})", parts.join(", "))
}

/// A path in a column of JSON. A document that has a deeper array in it is an error of the engine.
#[derive(Debug, Clone, Copy)]
pub(crate) struct JsonPath<'p> {
    pub(crate) column: &'p str,
    pub(crate) keys: &'p [&'p str],
    /// The depth up to which arrays directly contain arrays, including the outer one.
    pub(crate) list_depth: usize,
    /// The column may have arrays, and not only objects.
    pub(crate) starts_with_list: bool,
}

/// The types of a scalar of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JsonValue {
    Text,
    Integer,
    Real,
    Boolean,
}

/// The tests of an element of JSON by its type; `None` for one that is always false.
#[derive(Debug, Default)]
pub(crate) struct JsonBranches {
    pub(crate) text: Option<String>,
    pub(crate) integer: Option<String>,
    pub(crate) real: Option<String>,
    pub(crate) boolean: Option<String>,
}
