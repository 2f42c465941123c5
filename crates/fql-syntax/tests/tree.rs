//! Trees: spans, values, groups, equality, negation and canonical text.

use fql_syntax::{
    Comparison, Connective, Direction, Expression, FieldType, Limits, Operator, Pattern, Separator,
    SortKey, Tree, Value, ValueMatch, parse, parse_template,
};

fn tree(text: &str) -> Tree<'_> {
    parse(text).unwrap_or_else(|report| panic!("{report}"))
}

#[test]
fn clause_parts_have_spans() {
    for (text, property, operator, value) in [
        ("(a.b :>= '5' )", "a.b", ">=", "'5'"),
        ("x:1+a.b :\t!  \"5\"", "a.b", "!", "\"5\""),
        ("a :\n~*! 'x*' ", "a", "~*!", "'x*'"),
        ("b:1,a: ! [1, 2]", "a", "!", "[1, 2]"),
        ("a:':'", "a", "", "':'"),
        ("a : Yes", "a", "", "Yes"),
    ] {
        let tree = tree(text);
        let clause = tree.clauses().last().expect("a clause");
        assert_eq!(tree.text(), text);
        assert_eq!(clause.property(), property);
        assert_eq!(clause.property_span().slice(text), property, "{text}");
        assert_eq!(clause.operator_span().slice(text), operator, "{text}");
        assert_eq!(clause.operator().spelling(), operator, "{text}");
        assert_eq!(clause.value_span().slice(text), value, "{text}");
        let whole = clause.span().slice(text);
        assert!(
            whole.starts_with(property) && whole.ends_with(value),
            "{whole}"
        );
        let between = clause.property_span().end()..clause.value_span().start();
        assert!(between.contains(&clause.operator_span().start()) || operator.is_empty());
        if operator.is_empty() {
            assert_eq!(clause.operator_span().start(), clause.value_span().start());
        }
    }
}

#[test]
fn equal_trees_have_equal_canonical_text() {
    let same = ["a:'x'", " a : \"x\" ", "((a:'x'))", "!(a:!'x')"];
    let others = [
        "",
        "a:'y'",
        r#"a:'x\"y'"#,
        r#"a:"x\"y""#,
        r#"a:'x"y'"#,
        "b:'x'",
        "a:!'x'",
        "a:>'x'",
        "a:x",
        "a:['x']",
        "a:'x'+a:'x'",
        "a:'x',a:'x'",
        "a:'x'+b:1+c:1",
        "a:'x'+(b:1,c:1)",
        "(a:'x'+b:1),c:1",
        "a:['x','y']",
        "a:['y','x']",
    ];
    for one in same.iter().chain(&others) {
        for two in same.iter().chain(&others) {
            let (left, right) = (tree(one), tree(two));
            let is_same_text = left.to_string() == right.to_string();
            assert_eq!(left == right, is_same_text, "{one} and {two}");
        }
    }
    assert_eq!(tree(same[0]), tree(same[3]));
}

#[test]
fn templates_compare_placeholders() {
    let template = |text| parse_template(text, &Limits::DEFAULT);
    let texts = [
        "{f}+a:1",
        "{g}+a:1",
        "{f}+a:{f}",
        "{f}+a:{g}",
        "a:1+{f}",
        "{f},a:1",
    ];
    for one in texts {
        for two in texts {
            let (left, right) = (template(one), template(two));
            let (left, right) = (left.tree().expect("one"), right.tree().expect("two"));
            assert_eq!(left == right, one == two, "{one} and {two}");
        }
    }
}

#[test]
fn canonical_text_has_no_white_space() {
    for (text, canonical) in [
        ("a:! >5", "a:!>5"),
        ("a: !>5", "a:!>5"),
        ("a :!>5", "a:!>5"),
        ("a:!> 5", "a:!>5"),
        ("a:! ~ 'x'", "a:!~'x'"),
        ("a:!~*'x'", "a:~*!'x'"),
        ("a:*!'x'", "a:!*'x'"),
        ("a:[ 1 ,2]", "a:[1,2]"),
        (" ( a:1 ) ", "a:1"),
    ] {
        assert_eq!(tree(text).to_string(), canonical);
        let clause = parse(text).expect("a filter").canonical();
        assert_eq!(clause, canonical);
    }
}

#[test]
fn string_literal_has_quote_and_raw_content() {
    for (text, quote, raw) in [(r"a:'it\'s'", '\'', r"it\'s"), (r#"a:"it's""#, '"', "it's")] {
        let tree = tree(text);
        let Value::String(literal) = tree.clauses().next().expect("a clause").value() else {
            panic!("a string")
        };
        assert_eq!((literal.quote(), literal.raw()), (quote, raw));
        assert_eq!(literal.value(), "it's");
        assert_eq!(format!("{literal:?}"), text[2..]);
    }
}

#[test]
fn negation_swaps_connectives_and_negates_clauses() {
    for (text, negated) in [
        ("a:1", "a:!1"),
        ("a:!*'x*'", "a:*'x*'"),
        ("a:1+b:>2", "a:!1,b:!>2"),
        ("a:1,(b:2+c:~'x')", "a:!1+(b:!2,c:!~'x')"),
    ] {
        let negation = tree(text).negated().expect("a clause");
        assert_eq!(negation.to_string(), negated);
        assert!(!negation.is_match_all());
        assert_eq!(negation.negated().expect("a clause"), tree(text));
    }
    assert!(Tree::match_all().negated().is_none());
    for empty in ["", " ", "\n\t"] {
        assert!(tree(empty).is_match_all() && tree(empty).root().is_none());
        assert_eq!(tree(empty).to_string(), "");
    }
}

#[test]
fn group_parts_are_in_source_order() {
    let tree = tree("a:1,(b:2+c:3),d:4");
    assert_eq!(tree.connective(), Some(Connective::Or));
    let Some(Expression::Group(group)) = tree.root() else {
        panic!("a group")
    };
    let parts: Vec<_> = group.parts().map(|part| format!("{part:?}")).collect();
    assert_eq!(parts.len(), 3);
    assert_eq!(parts[0], "Clause(\"a:1\")");
    assert!(
        parts[1].starts_with("Group") && parts[1].contains("And"),
        "{parts:?}"
    );
    assert_eq!(parts[2], "Clause(\"d:4\")");
    assert!(format!("{tree:?}").contains("a:1,(b:2+c:3),d:4"));
}

#[test]
fn unescaped_star_makes_a_wildcard() {
    for (clause, is_wildcard) in [
        ("a:'x*'", true),
        ("a:!'x*'", true),
        ("a:*x*", true),
        ("a:*'x'", true),
        ("a:~*'x'", true),
        (r"a:'x\*'", false),
        ("a:'x'", false),
        ("a:Yes", false),
        ("a:>'x*'", false),
        ("a:~'x*'", false),
        ("a:['x*']", false),
        ("a:1", false),
    ] {
        let tree = tree(clause);
        let parsed = tree.clauses().next().expect("a clause");
        assert_eq!(parsed.is_wildcard(), is_wildcard, "{clause}");
    }
}

#[test]
fn value_has_canonical_text_and_match() {
    for (value, canonical, exact) in [
        ("\"it's\"", r"'it\'s'", "it's"),
        ("443", "443", "443"),
        ("-7.50", "-7.50", "-7.50"),
        ("true", "true", "true"),
        ("false", "false", "false"),
        ("null", "null", ""),
        ("Yes", "'Yes'", "Yes"),
        ("[ 1, \"x\" ]", "[1,'x']", ""),
    ] {
        let text = format!("a:{value}");
        let tree = tree(&text);
        let parsed = tree.clauses().next().expect("a clause").value();
        assert_eq!(parsed.canonical(), canonical);
        assert_eq!(
            parsed.value_match(),
            ValueMatch::Exact(exact.into()),
            "{value}"
        );
    }
    let tree = tree("a:*x*");
    let word = tree.clauses().next().expect("a clause").value();
    assert_eq!(word.value_match(), ValueMatch::Pattern("*x*".into()));
}

#[test]
fn word_equals_its_string() {
    for (word, string) in [
        ("a:Yes", "a:'Yes'"),
        ("a:!Yes", "a:!\"Yes\""),
        ("a:[Yes,b.c-d,1]", "a:['Yes','b.c-d',1]"),
        ("a:>b_1", "a:>'b_1'"),
    ] {
        let (word, string) = (tree(word), tree(string));
        assert_eq!(word, string);
        assert_eq!(word.to_string(), string.to_string());
        assert_eq!(word.clauses().next(), string.clauses().next());
    }
    // A service may read these differently.
    assert_ne!(tree("a:true"), tree("a:'true'"));
    assert_ne!(tree("a:True"), tree("a:'True'"));
    assert_ne!(tree("a:*web*"), tree("a:'*web*'"));
    assert_ne!(tree("a:1"), tree("a:'1'"));
}

#[test]
fn list_values_are_in_source_order() {
    let tree = tree("a:[1, 'b',null]");
    let clause = tree.clauses().next().expect("a clause");
    let Value::List(list) = clause.value() else {
        panic!("a list")
    };
    assert_eq!(list.len(), 3);
    assert_eq!(format!("{list:?}"), r#"[Integer("1"), String('b'), Null]"#);
    let spans: Vec<_> = list.spans().map(|span| span.slice(tree.text())).collect();
    assert_eq!(spans, ["1", "'b'", "null"]);
    let values = clause.values().map(|(value, _)| value.canonical());
    assert_eq!(values.collect::<Vec<_>>(), ["1", "'b'", "null"]);
}

#[test]
fn display_and_debug_formats() {
    assert_eq!(Pattern::new("w*").to_string(), "w*");
    assert_eq!(format!("{:?}", Pattern::new("w*")), r#"Pattern("w*")"#);
    assert_eq!(format!("[{:>9}]", FieldType::Integer), "[  integer]");
    assert_eq!(Connective::And.symbol(), '+');
    assert_eq!(Connective::Or.symbol(), ',');
    for comparison in Comparison::ALL {
        let operator = Operator::new(comparison);
        assert_eq!(operator.to_string(), operator.spelling());
        assert_ne!(operator.spelling(), (!operator).spelling());
        assert!((!operator).is_negated() && !(!!operator).is_negated());
    }
}

#[test]
fn sort_key_has_field_and_direction() {
    let key = SortKey::parse("a.b|desc").expect("a sort");
    assert_eq!(
        (key.field(), key.direction()),
        ("a.b", Direction::Descending)
    );
    assert_eq!(key.print(Separator::Dot), "a.b.desc");
    let key = SortKey::parse("_count.asc").expect("a sort");
    assert_eq!(
        (key.field(), key.direction()),
        ("_count", Direction::Ascending)
    );
    assert_eq!(key.print(Separator::Pipe), "_count|asc");
}
