//! The limit parser accepts the same language and returns the same trees as the library.

use fql_benches::filters;
use fql_benches::limit_parser::{self, Clause, Node, Value};
use fql_syntax::Expression;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Parses `text` with both and compares the results.
fn assert_same(text: &str) {
    let limit = limit_parser::parse(text).ok();
    let ours = fql_syntax::parse(text).ok();
    let ours = ours.as_ref().map(|tree| tree.root().map(node));
    assert_eq!(limit, ours, "{text}");
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
        Expression::Placeholder(hole) => panic!("{hole:?} in a text that is no template"),
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
        other => panic!("{other:?} in a text that is no template"),
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
        .prop_map(|(property, before, behind, operator, tight, value)| {
            format!("{property}{before}:{behind}{operator}{tight}{value}")
        })
}

/// Combined and grouped clauses, with negated groups and redundant parentheses.
fn filter() -> impl Strategy<Value = String> {
    clause().prop_recursive(5, 24, 4, |inner| {
        let parts = vec((inner, select(vec!["+", ",", " + ", " , "])), 1..5);
        let open = select(vec!["(", "!(", "! ( ", ""]);
        (open, parts).prop_map(|(open, parts)| {
            let mut text = open.to_owned();
            for (index, (part, connector)) in parts.iter().enumerate() {
                if index > 0 {
                    text.push_str(connector);
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
    fn generated_filters_are_read_into_the_same_tree(text in filter()) {
        assert_same(&text);
    }

    #[test]
    fn random_tokens_are_accepted_and_refused_alike(text in tokens()) {
        assert_same(&text);
    }

    #[test]
    fn filters_without_one_byte_are_judged_equally(
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
fn the_set_is_read_into_the_same_tree() {
    for sample in filters::set() {
        assert_same(&sample.text);
    }
}

#[test]
fn the_limits_are_the_same() {
    let nested = |levels: usize| format!("{}a:1{}", "(".repeat(levels), ")".repeat(levels));
    let long = |bytes: usize| format!("a:'{}'", "x".repeat(bytes - 4));
    for text in [nested(128), nested(129), long(1 << 20), long((1 << 20) + 1)] {
        let is_read = fql_syntax::parse(&text).is_ok();
        assert_eq!(limit_parser::parse(&text).is_ok(), is_read);
    }
    assert!(limit_parser::parse(&nested(128)).is_ok());
    assert!(limit_parser::parse(&nested(129)).is_err());
}

#[test]
fn the_place_of_a_mistake_is_told() {
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
