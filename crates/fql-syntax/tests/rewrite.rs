//! Rewriting clauses for fields that do not support the match they require.

use fql_syntax::{Capability, Limits, parse, parse_template};

fn rewritten(text: &str, capability: Capability) -> Option<String> {
    let tree = parse(text).expect("a filter");
    let clause = tree.clauses().next().expect("one clause");
    clause.rewrite_as(capability)
}

#[test]
fn clause_is_rewritten_for_each_capability() {
    use Capability::{Exact, List, Range, TextMatch, Wildcard};
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
        // Words have no order, and only equality supports `null`.
        ("a:Yes", Range, None),
        ("a:null", Exact, Some("a:null")),
        ("a:null", Wildcard, None),
        ("a:!null", List, None),
        ("a:null", Range, None),
        ("a:'x'", TextMatch, Some("a:~'x'")),
        ("a:!'x'", TextMatch, Some("a:!~'x'")),
        ("a:5", TextMatch, None),
        ("a:'w*'", TextMatch, None),
        // A pattern, and an escaped star.
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
        // Range comparisons and patterns have no equivalents.
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
        // A text match is close to a pattern, or to equality.
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
        let filter = rewritten(text, capability);
        assert_eq!(filter.as_deref(), expected, "{text} as {capability}");
    }
}

#[test]
fn placeholder_is_rewritten_only_as_exact() {
    use Capability::{Exact, List, Range, Wildcard};
    let parsed = parse_template("a:{x}", &Limits::DEFAULT);
    let tree = parsed.tree().expect("a template");
    let clause = tree.clauses().next().expect("one clause");
    assert_eq!(clause.rewrite_as(Exact).as_deref(), Some("a:{x}"));
    for capability in [Wildcard, List, Range] {
        assert_eq!(clause.rewrite_as(capability), None, "{capability}");
    }
}

#[test]
fn rewritten_clause_requires_the_capability() {
    for text in [
        r"a:'it\'s'",
        r"a:'C:\\'",
        r"a:!['*\*','b']",
        r"a:~'it\'s\\*'",
        "a:!'x*'",
        "a:!>5",
    ] {
        let mut count = 0;
        for capability in Capability::ALL {
            let Some(filter) = rewritten(text, capability) else {
                continue;
            };
            let tree = parse(&filter).unwrap_or_else(|report| panic!("{report}"));
            for clause in tree.clauses() {
                let required = clause.capabilities();
                assert!(
                    required.contains(&capability),
                    "{text} as {capability}: {filter}"
                );
            }
            count += 1;
        }
        assert!(count > 0, "{text}");
    }
}
