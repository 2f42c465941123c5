//! Apache DataFusion.

use super::syntax::{Syntax, string_with_chr};
use super::template::Templates;
use crate::Param;
use crate::test::TimeColumn;

pub(super) struct DataFusion;

impl Syntax for DataFusion {
    fn templates(&self) -> &'static Templates {
        static TEMPLATES: Templates = Templates::new();
        &TEMPLATES
    }

    fn string(&self, value: &str) -> String {
        string_with_chr(value)
    }

    fn placeholder(&self, number: usize, param: &Param) -> String {
        match param {
            Param::Text(_) => format!("CAST(${number} AS VARCHAR)"),
            Param::Integer(integer) if i64::try_from(*integer).is_ok() => {
                format!("CAST(${number} AS BIGINT)")
            }
            Param::Integer(_) => format!("CAST(${number} AS BIGINT UNSIGNED)"),
            Param::Real(_) => format!("CAST(${number} AS DOUBLE)"),
        }
    }

    fn time(&self, value: &str, column: TimeColumn) -> Option<String> {
        let zone = match column.has_zone {
            true => "Some(\"+00:00\")",
            false => "None",
        };
        Some(format!(
            "arrow_cast({value}, 'Timestamp({:?}, {zone})')",
            column.unit
        ))
    }

    fn member(&self, of: &str, key: &str) -> Option<String> {
        Some(sql!("get_field(", of, ", '", key, "')"))
    }

    fn any(&self, list: &str, variable: &str, body: &str) -> Option<String> {
        Some(sql!("any_match(", list, ", ", variable, " -> ", body, ")"))
    }

    fn bind(&self, value: &str, variable: &str, body: &str) -> String {
        format!("any_match(make_array({value}), {variable} -> {body})")
    }

    fn like(&self, text: &str, pattern: &str) -> String {
        sql!(text, " LIKE ", pattern)
    }

    fn like_escape(&self) -> char {
        '\\'
    }

    fn matches(&self, text: &str, regex: &str) -> String {
        format!("regexp_like({text}, {})", self.string(regex))
    }

    fn regex_replace(&self, text: &str, regex: &str, replacement: &str) -> String {
        let replacement = replacement.replace(r"\1", "${1}").replace(r"\2", "${2}");
        let [regex, replacement] = [regex, &replacement].map(|string| self.string(string));
        format!("regexp_replace({text}, {regex}, {replacement}, 'g')")
    }

    fn real_text(&self, number: &str) -> Option<String> {
        // JSON has the sign of every exponent.
        Some(self.regex_replace(&self.to_text(number), "e([0-9])", r"e+\1"))
    }

    fn hex(&self, integer: &str) -> String {
        format!("lpad(to_hex({integer}), 2, '0')")
    }
}
