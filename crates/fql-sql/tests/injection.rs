//! No value of a filter can change a statement: apart from its literals, a statement is the same for every
//! value, and a literal has exactly the value.

use fql::Instant;
use fql::collections::any::Any;
use fql::{Collection, Filter};
use fql_sql::{ColumnType, Dialect, Lowering, Param, Shape};
use proptest::prelude::*;

const HOSTILE: &[&str] = &[
    "'",
    "''",
    "'''",
    "\"",
    "`",
    "\\",
    "\\\\",
    "\\'",
    "'\\''",
    "\\x27",
    "\\u0027",
    "\\0",
    "'; DROP TABLE t; --",
    "' OR 1=1 --",
    "' OR '1'='1",
    "\\' OR 1=1 --",
    "--",
    "#",
    ";",
    "$$",
    "$1",
    "$tag$",
    "?",
    ":name",
    ":p1",
    "@x",
    "{",
    "}",
    "{}",
    "{p1:String}",
    "{{x}}",
    "${env:PATH}",
    "${x}",
    "%s",
    "%",
    "_",
    "!",
    "!%",
    "\n",
    "\r\n",
    "a\r\nb\u{85}\u{7f}\\",
    "\t",
    "\0",
    "a\0b",
    "\0'",
    "'\0",
    "\u{2019}",
    "\u{ff07}",
    "\u{2bc}",
    "\u{feff}",
    "\u{202e}",
    "\u{e9}",
    "E'",
    "X'27'",
    "U&'\\0027'",
    "' || chr(39) || '",
    "', chr(39), '",
];

/// Returns a statement with control characters in literals in place of `chr`.
fn without_chr(sql: &str) -> String {
    let mut sql = sql.to_owned();
    if !sql.contains("chr(") {
        return sql;
    }
    for code in (0..0x20).chain(0x7f..0xa0) {
        let control = char::from_u32(code).expect("a character");
        sql = sql
            .replace(&format!("chr({code})"), &format!("'{control}'"))
            .replace(&format!("', '{control}'"), &format!("{control}'"));
    }
    for control in sql.clone().chars().filter(|c| c.is_control()) {
        sql = sql.replace(&format!("{control}', '"), &control.to_string());
    }
    sql
}

/// Splits a statement into the parts outside of string literals, and the values of the literals.
fn parts(dialect: Dialect, sql: &str) -> (String, Vec<String>) {
    let sql = without_chr(sql);
    let (mut outside, mut values) = (String::new(), Vec::new());
    let mut rest = sql.as_str();
    while let Some(quote) = rest.find('\'') {
        let (before, after) = rest.split_at(quote);
        let (value, end) = literal(dialect, before, &after[1..]);
        // The prefix of a literal and the parentheses around it depend on its value.
        outside.push_str(
            before
                .trim_end_matches(['E', 'X'])
                .trim_end_matches("CAST("),
        );
        outside.push('?');
        values.push(value);
        rest = &after[1 + end..];
        if dialect == Dialect::Spark && before.ends_with('X') {
            rest = rest.strip_prefix(" AS STRING)").expect("a binary literal");
        }
    }
    outside.push_str(rest);
    let outside = outside.replace("concat(?)", "?").replace("(?)", "?");
    (outside, values)
}

/// Returns the value of a literal and the index after its closing quote.
fn literal(dialect: Dialect, before: &str, source: &str) -> (String, usize) {
    let has_escapes = match dialect {
        Dialect::ClickHouse => true,
        Dialect::Postgres => before.ends_with('E'),
        // Plain literals have no backslash, whatever the settings are.
        _ => false,
    };
    let mut value = String::new();
    let mut bytes = Vec::new();
    let mut characters = source.char_indices().peekable();
    while let Some((index, character)) = characters.next() {
        if !(bytes.is_empty() || source[index..].starts_with("\\x")) {
            value.push_str(&String::from_utf8(std::mem::take(&mut bytes)).expect("UTF-8"));
        }
        match character {
            '\'' => match characters.peek() {
                Some((_, '\'')) => {
                    characters.next();
                    value.push('\'');
                }
                _ => return (decoded(dialect, before, value), index + 1),
            },
            '\\' if has_escapes => match characters.next() {
                Some((_, 'x')) => {
                    let digits =
                        [characters.next(), characters.next()].map(|next| next.expect("a digit").1);
                    bytes.push(u8::from_str_radix(&String::from_iter(digits), 16).expect("digits"));
                }
                Some((_, 'u')) => {
                    let digits = characters.by_ref().take(4).map(|(_, digit)| digit);
                    let code = u32::from_str_radix(&digits.collect::<String>(), 16);
                    value.extend(char::from_u32(code.expect("digits")));
                }
                Some((_, escaped)) => value.push(escaped),
                None => panic!("a lone backslash: {source}"),
            },
            character => value.push(character),
        }
    }
    panic!("an open literal: {source}");
}

fn decoded(dialect: Dialect, before: &str, value: String) -> String {
    if dialect != Dialect::Spark {
        return value;
    }
    if !before.ends_with('X') {
        assert!(
            !value.contains(['\\', '\'']) && !value.contains("${"),
            "{value}"
        );
        return value;
    }
    let bytes = value.as_bytes().chunks(2).map(|digits| {
        let digits = std::str::from_utf8(digits).expect("digits");
        u8::from_str_radix(digits, 16).expect("digits")
    });
    String::from_utf8(bytes.collect()).expect("UTF-8")
}

fn filters(value: &str) -> [Filter<Any>; 4] {
    let clause = |clause: &str| -> Filter<Any> {
        let mut source = String::from(clause);
        fql_syntax::push_quoted(value, &mut source);
        source.parse().expect(&source)
    };
    let mut pattern = String::from("x*");
    fql_syntax::push_literal(value, &mut pattern);
    let mut wildcard = String::from("text:*");
    fql_syntax::push_quoted(&format!("{pattern}*y"), &mut wildcard);
    let mut list = String::from("text:!['a',");
    fql_syntax::push_quoted(value, &mut list);
    list.push(']');
    [
        clause("text:"),
        clause("text:~"),
        wildcard.parse().expect(&wildcard),
        list.parse().expect(&list),
    ]
}

fn assert_inert(value: &str) {
    let columns = Shape::from_columns([("text", ColumnType::Text)]);
    let json = Shape::json_column("doc");
    for (filter, benign) in filters(value).iter().zip(filters("a")) {
        for dialect in Dialect::ALL {
            for shape in [&columns, &json] {
                let lowering = Lowering::new(dialect, shape, Instant::UNIX_EPOCH);
                let Ok(sql) = lowering.to_sql(filter) else {
                    continue;
                };
                assert!(!sql.contains(char::is_control), "{sql:?}");
                let (outside, values) = parts(dialect, &sql);
                if dialect == Dialect::Postgres && value.contains('\0') {
                    continue;
                }
                let expected = lowering.to_sql(&benign).expect("supported");
                // A value with other letters has other replacements for `~`, and the text of a number is
                // compared with other types, too.
                if !filter.as_str().starts_with("text:~") && *shape == columns {
                    assert_eq!(outside, parts(dialect, &expected).0, "{dialect} {sql}");
                }
                let matched: Vec<&String> = values.iter().collect();
                let is_found = matched.iter().any(|literal| {
                    let escape = if matches!(dialect, Dialect::DataFusion | Dialect::ClickHouse) {
                        '\\'
                    } else {
                        '!'
                    };
                    literal.contains(value)
                        || unescaped(literal, escape).contains(&fold(filter, value))
                });
                assert!(is_found, "{dialect} {value:?} {sql}");
                let bound = lowering.to_sql_params(filter).expect("supported");
                assert!(
                    bound
                        .params
                        .iter()
                        .all(|param| matches!(param, Param::Text(_)))
                );
            }
        }
    }
}

fn fold<C: Collection>(filter: &Filter<C>, value: &str) -> String {
    match filter.as_str().starts_with("text:~") {
        true => fql::eval::fold_case(value),
        false => value.to_owned(),
    }
}

fn unescaped(pattern: &str, escape: char) -> String {
    let mut text = String::new();
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        match character {
            character if character == escape => text.extend(characters.next()),
            character => text.push(character),
        }
    }
    text
}

#[test]
fn hostile_values_do_not_change_statements() {
    for value in HOSTILE {
        assert_inert(value);
    }
}

proptest! {
    #[test]
    fn values_do_not_change_statements(value in "[^*0-9-][^*]{0,12}") {
        assert_inert(&value);
    }

    #[test]
    fn quotes_and_escapes_do_not_change_statements(value in "['\"\\\\\0\r\n\u{85}$;{}:!%_a-]{1,12}") {
        assert_inert(&value);
    }
}
