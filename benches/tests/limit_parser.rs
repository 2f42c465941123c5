//! The limit parser accepts the same language and returns the same trees as the library.

use fql_benches::filters;
use fql_benches::limit_parser::{self, Clause, Node, Value};
use fql_syntax::Expression;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Parses `source` with both and compares the results.
fn assert_same(source: &str) {
    let limit = limit_parser::parse(source).ok();
    let library = fql_syntax::parse(source).ok();
    let library = library.as_ref().map(|tree| tree.root().map(node));
    assert_eq!(limit, library, "{source}");
}

fn node(expression: Expression<'_>) -> Node<'_> {
    match expression {
        Expression::Clause(clause) => Node::Clause(Clause {
            property: clause.property(),
            operator: clause.operator(),
            value: value(clause.value()),
        }),
        Expression::Group(group) => {
            Node::Group(group.connective(), group.parts().map(node).collect())
        }
        Expression::Placeholder(placeholder) => panic!("unexpected {placeholder:?}"),
    }
}

fn value(value: fql_syntax::Value<'_>) -> Value<'_> {
    use fql_syntax::Value as Ours;
    match value {
        Ours::String(text) if !text.raw().contains('\\') => Value::Plain(text.raw()),
        Ours::String(text) if text.quote() == '\'' => Value::SingleQuoted(text.raw()),
        Ours::String(text) => Value::DoubleQuoted(text.raw()),
        Ours::Integer(digits) => Value::Integer(digits),
        Ours::Float(digits) => Value::Float(digits),
        Ours::Boolean(boolean) => Value::Boolean(boolean),
        Ours::Null => Value::Null,
        Ours::Word(word) => Value::Word(word),
        Ours::List(list) => Value::List(list.iter().map(self::value).collect()),
        other => panic!("unexpected {other:?}"),
    }
}

/// A well-formed or almost well-formed value.
fn scalar() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zé*' \\\\\"]{0,6}".prop_map(|text| {
            let mut quoted = String::new();
            fql_syntax::push_quoted(&text, &mut quoted);
            quoted
        }),
        "\"[a-z'*\\\\]{0,4}[a-z]\"",
        "-?[0-9]{1,3}(\\.[0-9]{1,2})?",
        "[a-z*_][a-z0-9_.*-]{0,4}",
        select(vec![
            "true", "false", "null", "now", "now-7d", "nowhere", "*"
        ])
        .prop_map(str::to_owned),
    ]
}

/// A clause; about half of them contain white space or a list.
fn clause() -> impl Strategy<Value = String> {
    let operators = vec![
        "", "!", ">", ">=", "<", "<=", "*", "~", "!~", "~*", "~*!", "!>", "!>=", "!<", "!<=", "!*",
        "*!", "!~*", "! ",
    ];
    let list = vec(scalar(), 1..4).prop_map(|elements| format!("[{}]", elements.join(" , ")));
    let value = prop_oneof![4 => scalar(), 1 => list];
    let space = || select(vec!["", "", "", " ", "\n\t"]);
    let property = "[a-zA-Z_][a-z0-9_]{0,4}(\\.[a-z_][a-z0-9]{0,2}){0,2}";
    (
        property,
        space(),
        space(),
        select(operators),
        space(),
        value,
    )
        .prop_map(|(property, before, after, operator, space, value)| {
            format!("{property}{before}:{after}{operator}{space}{value}")
        })
}

/// Combined and grouped clauses, with negated groups and redundant parentheses.
fn filter() -> impl Strategy<Value = String> {
    clause().prop_recursive(5, 24, 4, |inner| {
        let parts = vec((inner, select(vec!["+", ",", " + ", " , "])), 1..5);
        let open = select(vec!["(", "!(", "! ( ", ""]);
        (open, parts).prop_map(|(open, parts)| {
            let mut text = open.to_owned();
            for (index, (part, connective)) in parts.iter().enumerate() {
                if index > 0 {
                    text.push_str(connective);
                }
                text.push_str(part);
            }
            if !open.is_empty() {
                text.push_str(" )");
            }
            text
        })
    })
}

/// Tokens in random order: most such sources are invalid, and some almost valid.
fn tokens() -> impl Strategy<Value = String> {
    let tokens = vec![
        "a", "b.c", ":", ":", "a:", "a:1", "b:'x'", "+", ",", "(", ")", "!", "[", "]", "'", "\"",
        "\\", "*", "~", ">", "=", "<", "1", "-", ".", "true", "null", "now", " ", "\n", "é", "'x'",
        "[1,2]", "{", "%3A",
    ];
    vec(select(tokens), 0..12).prop_map(|tokens| tokens.concat())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn generated_filters_parse_to_equal_trees(text in filter()) {
        assert_same(&text);
    }

    #[test]
    fn random_tokens_have_equal_results(text in tokens()) {
        assert_same(&text);
    }

    #[test]
    fn filters_without_one_byte_have_equal_results(
        text in filter(),
        at in any::<prop::sample::Index>(),
    ) {
        let at = at.index(text.len());
        let mut shorter = text.into_bytes();
        shorter.remove(at);
        if let Ok(text) = String::from_utf8(shorter) {
            assert_same(&text);
        }
    }
}

#[test]
fn samples_parse_to_equal_trees() {
    for sample in filters::set() {
        assert_same(&sample.text);
    }
}

#[test]
fn limits_are_equal() {
    let nested = |levels: usize| format!("{}a:1{}", "(".repeat(levels), ")".repeat(levels));
    let long = |bytes: usize| format!("a:'{}'", "x".repeat(bytes - 4));
    for text in [nested(128), nested(129), long(1 << 20), long((1 << 20) + 1)] {
        let is_accepted = fql_syntax::parse(&text).is_ok();
        assert_eq!(limit_parser::parse(&text).is_ok(), is_accepted);
    }
    assert!(limit_parser::parse(&nested(128)).is_ok());
    assert!(limit_parser::parse(&nested(129)).is_err());
}

#[test]
fn error_has_the_offset_of_the_problem() {
    for (text, at) in [
        ("a:1+", 4),
        ("a:1 b:2", 4),
        ("a:'x", 2),
        ("(a:1", 4),
        ("a:[]", 3),
    ] {
        assert_eq!(limit_parser::parse(text).unwrap_err().at, at, "{text}");
    }
}
