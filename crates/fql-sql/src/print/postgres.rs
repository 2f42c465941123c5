//! PostgreSQL.

use super::syntax::{JsonBranches, JsonPath, JsonValue, Syntax, quoted};
use super::template::{SLOTS, Templates};
use crate::test::TimeColumn;
use crate::{Param, TimeUnit};

pub(super) struct Postgres;

impl Syntax for Postgres {
    fn templates(&self) -> &'static Templates {
        static TEMPLATES: Templates = Templates::new();
        &TEMPLATES
    }

    fn rejects_nul(&self) -> bool {
        true
    }

    fn string(&self, value: &str) -> String {
        // A setting decides whether a backslash escapes in other literals.
        if !value.contains(|c: char| c == '\\' || c.is_control()) {
            return quoted(value);
        }
        let mut escaped = String::from("E'");
        for character in value.chars() {
            match character {
                '\'' => escaped.push_str("''"),
                '\\' => escaped.push_str("\\\\"),
                control if control.is_control() => {
                    escaped.push_str(&format!("\\u{:04x}", u32::from(control)));
                }
                character => escaped.push(character),
            }
        }
        escaped + "'"
    }

    fn placeholder(&self, number: usize, param: &Param) -> String {
        let parameter_type = match param {
            Param::Text(_) => "text",
            Param::Integer(integer) if i64::try_from(*integer).is_ok() => "bigint",
            Param::Integer(_) => "numeric",
            Param::Real(_) => "float8",
        };
        format!("CAST(${number} AS {parameter_type})")
    }

    fn real(&self, value: f64) -> String {
        format!("CAST('{value:e}' AS float8)")
    }

    fn time(&self, value: &str, column: TimeColumn) -> Option<String> {
        let time_type = match column.has_zone {
            true => "timestamptz",
            false => "timestamp",
        };
        let is_exact = column.unit != TimeUnit::Nanosecond;
        is_exact.then(|| format!("CAST({value} AS {time_type})"))
    }

    fn member(&self, _of: &str, _key: &str) -> Option<String> {
        None
    }

    fn is_object(&self, _of: &str) -> Option<String> {
        None
    }

    fn any(&self, _list: &str, _variable: &str, _body: &str) -> Option<String> {
        // All arrays of arrays have one length, so that few documents have this form.
        None
    }

    fn bind(&self, value: &str, variable: &str, body: &str) -> String {
        // `OFFSET 0` keeps the value from being copied into the body.
        format!("(SELECT {body} FROM (SELECT {value} AS {variable} OFFSET 0) AS e)")
    }

    fn matches(&self, text: &str, regex: &str) -> String {
        format!("{text} ~ {}", self.string(regex))
    }

    fn regex_replace(&self, text: &str, regex: &str, replacement: &str) -> String {
        let [regex, replacement] = [regex, replacement].map(|string| self.string(string));
        format!("regexp_replace({text}, {regex}, {replacement}, 'g')")
    }

    fn to_text(&self, number: &str) -> String {
        sql!("CAST(", number, " AS text)")
    }

    fn real_text(&self, number: &str) -> Option<String> {
        let text = self.to_text(number);
        // JSON spells out 1e-05 and 1e+15, and has no zeros before other exponents.
        let exponent = self.regex_replace(&text, "e([+-])0*([1-9])", r"e\1\2");
        let digits = format!("CAST(CAST({text} AS numeric) AS text)");
        Some(format!(
            "(CASE WHEN {text} = '-0' THEN '-0.0' WHEN {text} ~ 'e' AND {text} !~ 'e([+]15|-05)$' THEN {exponent} \
             WHEN {digits} LIKE '%.%' THEN {digits} ELSE {digits} || '.0' END)"
        ))
    }

    fn to_integer(&self, text: &str) -> String {
        format!("CAST({text} AS bigint)")
    }

    fn to_real(&self, text: &str) -> String {
        // A number that is out of range is an error. More than four digits of an exponent are out of
        // the range of `numeric`, too.
        let number = format!("CAST({text} AS numeric)");
        format!(
            "(CASE WHEN {text} ~ '^-?[0.]*([eE]|$)' THEN CAST(0 AS float8) \
             WHEN {text} ~ '[eE]-0*[1-9][0-9]{{4}}' THEN CAST(0 AS float8) \
             WHEN {text} ~ '[eE][+]?0*[1-9][0-9]{{4}}' THEN NULL \
             WHEN abs({number}) < 2.4703282292062328e-324 THEN CAST(0 AS float8) \
             WHEN abs({number}) < 1.797693134862315807e308 THEN CAST({text} AS float8) END)"
        )
    }

    fn hex(&self, integer: &str) -> String {
        format!("lpad(to_hex({integer}), 2, '0')")
    }

    fn collated(&self, text: &str) -> String {
        sql!("(", text, " COLLATE \"C\")")
    }

    fn any_json(&self, path: JsonPath<'_>, variable: &str, body: &str) -> Option<String> {
        let column = path.column;
        let elements = "[*]".repeat(path.list_depth);
        let mut json_path = String::from("lax $");
        let mut deeper = String::new();
        for (index, key) in path.keys.iter().enumerate() {
            if index > 0 || path.starts_with_list {
                if index == 0 {
                    json_path.push_str(&elements);
                }
                // A key skips arrays of arrays. The filter reaches the elements of an array, as a key does.
                deeper.push_str(match deeper.is_empty() {
                    true => " UNION ALL SELECT 'array', '' WHERE",
                    false => " OR",
                });
                deeper.extend([" jsonb_path_exists(", column, ", '", &json_path]);
                deeper.push_str(" ? (@.type() == \"array\")')");
            }
            json_path.extend([".\"", key, "\"", &elements]);
        }
        if path.keys.is_empty() {
            json_path.push_str(&elements);
        }
        // No cast succeeds, so that an array is an error with this text.
        let depth = path.list_depth.to_string();
        let mut exists =
            vec!["EXISTS (SELECT 1 FROM (SELECT jsonb_typeof(j) AS t, j #>> '{}' AS s "];
        exists.extend([
            "FROM jsonb_path_query(",
            column,
            ", '",
            &json_path,
            "') AS p(j)",
        ]);
        exists.extend([
            &deeper,
            " OFFSET 0) AS ",
            variable,
            " WHERE CASE ",
            variable,
        ]);
        exists.extend([
            ".t WHEN 'array' THEN CAST(",
            variable,
            ".t || ' nested more than ",
        ]);
        exists.extend([&depth, " deep' AS boolean) ELSE ", body, " END)"]);
        Some(exists.concat())
    }

    fn json_branches(&self, element: &str, branches: &JsonBranches) -> String {
        let mut case = vec!["CASE ", element, ".t"];
        for (json_type, test) in [("string", &branches.text), ("boolean", &branches.boolean)] {
            if let Some(test) = test {
                case.extend([" WHEN '", json_type, "' THEN ", test]);
            }
        }
        if branches.integer.is_some() || branches.real.is_some() {
            let [integer, real] =
                [&branches.integer, &branches.real].map(|test| test.as_deref().unwrap_or("FALSE"));
            case.extend([
                " WHEN 'number' THEN CASE WHEN ",
                element,
                ".s ~ '^-?[0-9]+$' AND ",
            ]);
            case.extend([
                "CAST(",
                element,
                ".s AS numeric) BETWEEN -9223372036854775808 AND ",
            ]);
            case.extend([
                "18446744073709551615 THEN ",
                integer,
                " ELSE ",
                real,
                " END",
            ]);
        }
        case.push(" ELSE FALSE END");
        case.concat()
    }

    fn json_value(&self, element: &str, value: JsonValue) -> String {
        match value {
            JsonValue::Text => sql!(element, ".s"),
            JsonValue::Integer => sql!("CAST(", element, ".s AS numeric)"),
            JsonValue::Real => {
                let template = &self.templates().real;
                let expression = || self.to_real(&sql!(SLOTS[0], ".s"));
                template.get(expression).fill(&[element])
            }
            JsonValue::Boolean => sql!("(", element, ".s = 'true')"),
        }
    }

    fn json_is_value(&self, element: &str, includes_objects: bool) -> String {
        let object = if includes_objects { "" } else { ", 'object'" };
        sql!(element, ".t NOT IN ('null'", object, ")")
    }
}
