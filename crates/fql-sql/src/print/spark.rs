//! Apache Spark SQL.

use super::syntax::Syntax;
use super::template::Templates;
use crate::test::TimeColumn;
use crate::{Param, TimeUnit};

pub(super) struct Spark;

impl Syntax for Spark {
    fn templates(&self) -> &'static Templates {
        static TEMPLATES: Templates = Templates::new();
        &TEMPLATES
    }

    fn identifier(&self, name: &str) -> String {
        sql!("`", name.replace('`', "``"), "`")
    }

    fn ignores_case_of_names(&self) -> bool {
        true
    }

    fn string(&self, value: &str) -> String {
        // The settings decide whether a backslash escapes, and `${` substitutes variables before the
        // statement is parsed, also in literals.
        let is_plain = |character: char| !character.is_control() && !"'\"\\".contains(character);
        if value.chars().all(is_plain) && !value.contains("${") {
            return sql!("'", value, "'");
        }
        let digits: String = value.bytes().map(|byte| format!("{byte:02X}")).collect();
        sql!("CAST(X'", digits, "' AS STRING)")
    }

    fn placeholder(&self, number: usize, _param: &Param) -> String {
        format!(":p{number}")
    }

    fn real(&self, value: f64) -> String {
        format!("{value:e}D")
    }

    fn time(&self, value: &str, column: TimeColumn) -> Option<String> {
        let time_type = match column.has_zone {
            true => "TIMESTAMP",
            false => "TIMESTAMP_NTZ",
        };
        let is_exact = column.unit != TimeUnit::Nanosecond;
        is_exact.then(|| format!("CAST({value} AS {time_type})"))
    }

    fn member(&self, of: &str, key: &str) -> Option<String> {
        // `of.key` is a column of the table with the name `of`, if there is one.
        Some(sql!(of, "[", self.string(key), "]"))
    }

    fn any(&self, list: &str, variable: &str, body: &str) -> Option<String> {
        Some(sql!("exists(", list, ", ", variable, " -> ", body, ")"))
    }

    fn bind(&self, value: &str, variable: &str, body: &str) -> String {
        format!("exists(array({value}), {variable} -> {body})")
    }

    fn matches(&self, text: &str, regex: &str) -> String {
        format!("{text} RLIKE {}", self.string(regex))
    }

    fn regex_end(&self) -> &'static str {
        // `$` also matches before a line break at the end.
        "(?!.|[^.])"
    }

    fn regex_replace(&self, text: &str, regex: &str, replacement: &str) -> String {
        let replacement = replacement.replace('\\', "$");
        let [regex, replacement] = [regex, &replacement].map(|string| self.string(string));
        format!("regexp_replace({text}, {regex}, {replacement})")
    }

    fn to_text(&self, number: &str) -> String {
        sql!("CAST(", number, " AS STRING)")
    }

    fn real_text(&self, _number: &str) -> Option<String> {
        // Before Java 19, the digits are not always the shortest ones.
        None
    }

    fn to_integer(&self, text: &str) -> String {
        format!("try_cast({text} AS BIGINT)")
    }

    fn to_real(&self, text: &str) -> String {
        format!("try_cast({text} AS DOUBLE)")
    }

    fn hex(&self, integer: &str) -> String {
        format!("lower(lpad(hex({integer}), 2, '0'))")
    }

    fn divide(&self, dividend: &str, divisor: u32) -> String {
        format!("({dividend} div {divisor})")
    }
}
