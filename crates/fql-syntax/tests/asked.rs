//! How a clause is asked with another capability: what the help for a field that does not take a
//! clause writes instead.

use fql_syntax::{Capability, parse, parse_template};

fn asked(text: &str, capability: Capability) -> Option<String> {
    let tree = parse(text).expect("a filter");
    let clause = tree.clauses().next().expect("one clause");
    clause.rewrite_as(capability)
}

#[test]
fn a_clause_is_asked_as_closely_as_each_capability_allows() {
    use Capability::{Exact, List, Range, Wildcard};
    for (text, capability, expected) in [
        // A value.
        ("a: \"x\"", Exact, Some("a:'x'")),
        ("a:!'x'", Exact, Some("a:!'x'")),
        ("a:'x'", Wildcard, Some("a:*'x'")),
        ("a:!'x'", Wildcard, Some("a:!*'x'")),
        ("a:443", Wildcard, Some("a:*'443'")),
        ("a:'x'", List, Some("a:['x']")),
        ("a:!'x'", List, Some("a:!['x']")),
        ("a:'x'", Range, Some("(a:>='x'+a:<='x')")),
        ("a:!5", Range, Some("(a:<5,a:>5)")),
        ("a:true", Range, Some("(a:>=true+a:<=true)")),
        // A word has no order, and `null` is asked by equality alone.
        ("a:Yes", Range, None),
        ("a:null", Exact, Some("a:null")),
        ("a:null", Wildcard, None),
        ("a:!null", List, None),
        ("a:null", Range, None),
        // A pattern, and a star that is none.
        ("a:'w*'", Exact, None),
        ("a:'w*'", Wildcard, Some("a:*'w*'")),
        ("a:!*w*", Wildcard, Some("a:!*'*w*'")),
        (r"a:'x\*y'", Wildcard, Some(r"a:*'x\*y'")),
        (r"a:'x\*y'", Exact, Some(r"a:'x\*y'")),
        // A list: any of its values, or none of them.
        ("a:['x', 'y']", List, Some("a:['x','y']")),
        ("a:['x','y']", Exact, Some("(a:'x',a:'y')")),
        ("a:!['x','y']", Exact, Some("(a:!'x'+a:!'y')")),
        ("a:['x']", Exact, Some("a:'x'")),
        ("a:!['x']", Wildcard, Some("a:!*'x'")),
        ("a:['x','w*']", Wildcard, Some("(a:*'x',a:*'w*')")),
        ("a:['x','w*']", Exact, None),
        ("a:['x',null]", Exact, Some("(a:'x',a:null)")),
        ("a:['x',null]", Wildcard, None),
        ("a:[1,2]", Range, None),
        // A comparison and a pattern are themselves or nothing.
        ("a:>5", Range, Some("a:>5")),
        ("a:!<= '5'", Range, Some("a:!<='5'")),
        ("a:>5", Exact, None),
        ("a:<5", List, None),
        ("a:>=5", Wildcard, None),
        ("a:*'w*'", Wildcard, Some("a:*'w*'")),
        ("a:!*'w*'", Wildcard, Some("a:!*'w*'")),
        ("a:*'w*'", Exact, None),
        ("a:*'w*'", List, None),
        ("a:*'w*'", Range, None),
        // A text match is close to a pattern, or to the text itself.
        ("a:~'x*y'", Wildcard, Some(r"a:*'*x\*y*'")),
        ("a:!~'x'", Wildcard, Some("a:!*'*x*'")),
        ("a:~'x'", Exact, Some("a:'x'")),
        ("a:~'x'", List, None),
        ("a:~*'w*'", Wildcard, Some("a:*'w*'")),
        ("a:~*!'w*'", Wildcard, Some("a:!*'w*'")),
        ("a:~*'w*'", Exact, None),
        ("a:~*'w*'", Range, None),
        ("a:~5", Wildcard, None),
    ] {
        let found = asked(text, capability);
        assert_eq!(found.as_deref(), expected, "{text} by {capability}");
    }
}

#[test]
fn a_hole_is_asked_by_equality_alone() {
    use Capability::{Exact, List, Range, Wildcard};
    let reading = parse_template("a:{x}", &fql_syntax::Limits::DEFAULT);
    let tree = reading.tree().expect("a template");
    let clause = tree.clauses().next().expect("one clause");
    assert_eq!(clause.rewrite_as(Exact).as_deref(), Some("a:{x}"));
    for capability in [Wildcard, List, Range] {
        assert_eq!(clause.rewrite_as(capability), None, "{capability}");
    }
}

#[test]
fn what_is_written_instead_is_a_filter_that_asks_for_that_capability() {
    for text in [
        r"a:'it\'s'",
        r"a:'C:\\'",
        r"a:!['*\*','b']",
        r"a:~'it\'s\\*'",
        "a:!'x*'",
        "a:!>5",
    ] {
        let mut written = 0;
        for capability in Capability::ALL {
            let Some(asked) = asked(text, capability) else {
                continue;
            };
            let tree = parse(&asked).unwrap_or_else(|report| panic!("{report}"));
            for clause in tree.clauses() {
                let asks = clause.capabilities().expect("a documented way");
                assert!(
                    asks.contains(&capability),
                    "{text} by {capability}: {asked}"
                );
            }
            written += 1;
        }
        assert!(written > 0, "{text}");
    }
}
