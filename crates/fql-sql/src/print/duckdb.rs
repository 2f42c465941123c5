//! DuckDB.

use super::syntax::{JsonBranches, JsonPath, JsonValue, Syntax, string_with_chr};
use super::template::Templates;
use crate::test::TimeColumn;
use crate::{Param, TimeUnit};

pub(super) struct DuckDb;

impl Syntax for DuckDb {
    fn templates(&self) -> &'static Templates {
        static TEMPLATES: Templates = Templates::new();
        &TEMPLATES
    }

    fn ignores_case_of_names(&self) -> bool {
        true
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
            Param::Integer(_) => format!("CAST(${number} AS UBIGINT)"),
            Param::Real(_) => format!("CAST(${number} AS DOUBLE)"),
        }
    }

    fn time(&self, value: &str, column: TimeColumn) -> Option<String> {
        let time_type = match column {
            TimeColumn { has_zone: true, .. } => "TIMESTAMPTZ",
            TimeColumn { unit, .. } => match unit {
                TimeUnit::Second => "TIMESTAMP_S",
                TimeUnit::Millisecond => "TIMESTAMP_MS",
                TimeUnit::Microsecond => "TIMESTAMP",
                TimeUnit::Nanosecond => "TIMESTAMP_NS",
            },
        };
        let is_exact = !(column.has_zone && column.unit == TimeUnit::Nanosecond);
        is_exact.then(|| format!("CAST({value} AS {time_type})"))
    }

    fn member(&self, of: &str, key: &str) -> Option<String> {
        // `of.key` is a column of the table with the name `of`, if there is one.
        Some(sql!("struct_extract(", of, ", ", self.string(key), ")"))
    }

    fn any(&self, list: &str, variable: &str, body: &str) -> Option<String> {
        Some(sql!(
            "len(list_filter(",
            list,
            ", lambda ",
            variable,
            ": ",
            body,
            ")) > 0"
        ))
    }

    fn bind(&self, value: &str, variable: &str, body: &str) -> String {
        format!("list_transform([{value}], lambda {variable}: {body})[1]")
    }

    fn matches(&self, text: &str, regex: &str) -> String {
        format!("regexp_matches({text}, {})", self.string(regex))
    }

    fn regex_replace(&self, text: &str, regex: &str, replacement: &str) -> String {
        let [regex, replacement] = [regex, replacement].map(|string| self.string(string));
        format!("regexp_replace({text}, {regex}, {replacement}, 'g')")
    }

    fn real_text(&self, number: &str) -> Option<String> {
        let text = self.to_text(number);
        // JSON has no zeros before an exponent, and spells out 1e-05.
        let text = self.regex_replace(&text, "^(-?)([0-9])[.]?([0-9]*)e-05$", r"\1_\2\3");
        let text = self.replace(&text, "'_'", "'0.0000'");
        Some(self.regex_replace(&text, "e([+-])0*([1-9])", r"e\1\2"))
    }

    fn hex(&self, integer: &str) -> String {
        format!("lower(lpad(to_hex({integer}), 2, '0'))")
    }

    fn divide(&self, dividend: &str, divisor: u32) -> String {
        format!("({dividend} // {divisor})")
    }

    fn any_json(&self, path: JsonPath<'_>, variable: &str, body: &str) -> Option<String> {
        let depth = path.list_depth;
        let mut list = sql!("[", path.column, "]");
        for (index, key) in path.keys.iter().enumerate() {
            if index > 0 || path.starts_with_list {
                list = unwrapped(&list, depth);
            }
            list = mapped(&list, depth, &sql!("json_extract(j, '$.\"", key, "\"')"));
        }
        let element = "{'t': json_type(j), 's': json_extract_string(j, '$')}";
        self.any(
            &mapped(&unwrapped(&list, depth), depth, element),
            variable,
            body,
        )
    }

    fn json_branches(&self, element: &str, branches: &JsonBranches) -> String {
        let mut case = vec!["CASE ", element, ".t"];
        for (types, test) in [
            (&["VARCHAR"][..], &branches.text),
            (&["UBIGINT", "BIGINT"], &branches.integer),
            (&["DOUBLE"], &branches.real),
            (&["BOOLEAN"], &branches.boolean),
        ] {
            for (json_type, test) in types.iter().zip(std::iter::repeat(test)) {
                if let Some(test) = test {
                    case.extend([" WHEN '", json_type, "' THEN ", test]);
                }
            }
        }
        case.push(" ELSE FALSE END");
        case.concat()
    }

    fn json_value(&self, element: &str, value: JsonValue) -> String {
        match value {
            JsonValue::Text => sql!(element, ".s"),
            JsonValue::Integer => sql!("TRY_CAST(", element, ".s AS HUGEINT)"),
            JsonValue::Real => sql!("TRY_CAST(", element, ".s AS DOUBLE)"),
            JsonValue::Boolean => sql!("(", element, ".s = 'true')"),
        }
    }

    fn json_is_value(&self, element: &str, includes_objects: bool) -> String {
        let object = if includes_objects { "" } else { ", 'OBJECT'" };
        sql!(
            "COALESCE(",
            element,
            ".t NOT IN ('NULL'",
            object,
            "), FALSE)"
        )
    }
}

/// Maps the elements `j` of a list; an array is an error.
fn mapped(list: &str, depth: usize, body: &str) -> String {
    format!(
        "list_transform({list}, lambda j: CASE json_type(j) WHEN 'ARRAY' THEN \
         error('array nested more than {depth} deep') ELSE {body} END)"
    )
}

/// Replaces arrays of a list by their elements.
fn unwrapped(list: &str, depth: usize) -> String {
    let elements =
        ", lambda j: CASE json_type(j) WHEN 'ARRAY' THEN json_extract(j, '$[*]') ELSE [j] END))";
    let [before, after] = ["flatten(list_transform(", elements].map(|part| part.repeat(depth));
    sql!(before, list, after)
}
