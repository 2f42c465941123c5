//! Properties of every filter and of any input. `PROPTEST_CASES` sets the number of cases.

mod fixes;
mod generators;

use fql_syntax::{
    Clause, Connective, Expression, Limits, Pattern, Tree, Value, ValueMatch, parse,
    parse_template, parse_with, push_escaped, push_quoted,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use generators::{FRAGMENTS, clause, content, model, space};

/// Evaluates a tree: each clause, without its negation, takes the next truth value.
fn evaluate(expression: Expression<'_>, truths: &mut impl Iterator<Item = bool>) -> bool {
    match expression {
        Expression::Clause(clause) => {
            truths.next().expect("a truth value per clause") != clause.operator().is_negated()
        }
        Expression::Group(group) => {
            let values: Vec<_> = group.parts().map(|part| evaluate(part, truths)).collect();
            match group.connective() {
                Connective::And => values.into_iter().all(|value| value),
                Connective::Or => values.into_iter().any(|value| value),
            }
        }
        Expression::Placeholder(_) => unreachable!("only in templates"),
    }
}

/// Groups have at least two parts, and none with the same connective.
fn is_flat(expression: Expression<'_>, outer: Option<Connective>) -> bool {
    match expression {
        Expression::Group(group) => {
            group.parts().count() >= 2
                && outer != Some(group.connective())
                && group
                    .parts()
                    .all(|part| is_flat(part, Some(group.connective())))
        }
        _ => true,
    }
}

fn parse_trusted(text: &str) -> Tree<'_> {
    match parse_with(text, &Limits::TRUSTED).into_result() {
        Ok(tree) => tree,
        Err(report) => panic!("{text:?}\n{report}"),
    }
}

fn only_clause<'t>(tree: &'t Tree<'_>) -> Clause<'t> {
    let Some(Expression::Clause(clause)) = tree.root() else {
        panic!("one clause: {tree:?}")
    };
    assert_eq!(tree.clauses().count(), 1);
    clause
}

/// The string of the only clause, and the value that it matches exactly.
fn only_string(tree: &Tree<'_>) -> (String, String) {
    let Value::String(literal) = only_clause(tree).value() else {
        panic!("a string: {tree:?}")
    };
    let exact = match literal.value_match() {
        ValueMatch::Exact(text) => text.into_owned(),
        ValueMatch::Pattern(source) => panic!("a pattern: {source}"),
    };
    (literal.value().into_owned(), exact)
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn canonical_text_parses_to_the_same_tree(model in model(), space in space()) {
        let mut text = String::new();
        model.push_text(space, &mut text);
        let tree = parse_trusted(&text);
        let canonical = tree.to_string();
        let again = parse_trusted(&canonical);
        prop_assert_eq!(&again, &tree);
        prop_assert_eq!(again.to_string(), canonical);
        prop_assert_eq!(tree.clauses().count(), model.clause_count());
        prop_assert!(is_flat(tree.root().expect("some clause"), None));
        prop_assert_eq!(&tree.clone().into_owned(), &tree);
    }

    #[test]
    fn clause_text_equals_that_of_its_tree(text in clause()) {
        let tree = parse_trusted(&text);
        let clause = only_clause(&tree);
        prop_assert_eq!(clause.canonical(), tree.to_string());
        prop_assert_eq!(clause.span().slice(&text), text.as_str());
        let canonical = clause.canonical();
        let again = parse_trusted(&canonical);
        prop_assert_eq!(only_clause(&again), clause);
    }

    #[test]
    fn tree_evaluates_as_its_source(
        model in model(),
        truths in vec(any::<bool>(), 64),
        more in vec(any::<bool>(), 64),
    ) {
        let mut text = String::new();
        model.push_text("", &mut text);
        let tree = parse_trusted(&text);
        let Some(root) = tree.root() else { panic!("some clause") };
        // The negation in the source of each clause, without that of its groups.
        let own: Vec<_> = tree
            .clauses()
            .map(|clause| parse_trusted(clause.span().slice(&text)).clauses().all(|c| c.operator().is_negated()))
            .collect();
        for truths in [truths, more] {
            let plain = truths.iter().copied().cycle();
            let mut spelled = plain.clone().zip(own.clone()).map(|(truth, negated)| truth != negated);
            let expected = model.evaluate(&mut spelled);
            prop_assert_eq!(evaluate(root, &mut plain.clone()), expected, "{} is {}", text, tree);
        }
    }

    #[test]
    fn quoted_string_is_one_value(value in content()) {
        let mut text = String::from("a:");
        push_quoted(&value, &mut text);
        let tree = parse_trusted(&text);
        let Value::String(read) = only_clause(&tree).value() else { panic!("a string") };
        prop_assert_eq!(read.value(), value.as_str());
        prop_assert_eq!(tree.to_string(), text.clone());

        let mut joined = text.clone();
        joined.push_str("+b:['x',");
        push_quoted(&value, &mut joined);
        joined.push(']');
        prop_assert_eq!(parse_trusted(&joined).clauses().count(), 2);

        let mut escaped = String::from("'");
        push_escaped(&value, &mut escaped);
        prop_assert_eq!(escaped + "'", text[2..].to_owned());
    }

    #[test]
    fn any_string_can_be_quoted(value in any::<String>()) {
        let mut text = String::from("a:");
        push_quoted(&value, &mut text);
        let tree = parse_trusted(&text);
        let Value::String(read) = only_clause(&tree).value() else { panic!("a string") };
        prop_assert_eq!(read.value(), value.as_str());
    }

    #[test]
    fn escaped_literal_is_not_a_wildcard(value in content()) {
        let mut text = String::from("a:");
        if value.contains('*') {
            push_quoted(Pattern::literal(&value).as_str(), &mut text);
        } else {
            push_quoted(&value, &mut text);
        }
        let tree = parse_trusted(&text);
        prop_assert!(!only_clause(&tree).is_wildcard());
        prop_assert_eq!(only_string(&tree).1, value);
    }

    #[test]
    fn patterns_match_like_string_methods(part in content(), other in content(), more in content()) {
        let candidates = [
            part.clone(), other.clone(), String::new(),
            format!("{part}{other}"), format!("{other}{part}"),
            format!("{other}{part}{more}"), format!("{more}{other}"),
        ];
        for candidate in &candidates {
            prop_assert_eq!(Pattern::literal(&part).matches(candidate), *candidate == part);
            prop_assert_eq!(Pattern::starting_with(&part).matches(candidate), candidate.starts_with(&part));
            prop_assert_eq!(Pattern::ending_with(&part).matches(candidate), candidate.ends_with(&part));
            prop_assert_eq!(Pattern::containing(&part).matches(candidate), candidate.contains(&part));
            let around = Pattern::starting_with(&part).then(&other);
            let expected = candidate.len() >= part.len() + other.len()
                && candidate.starts_with(&part) && candidate.ends_with(&other);
            prop_assert_eq!(around.matches(candidate), expected);
        }
    }

    #[test]
    fn quoted_pattern_keeps_its_source(part in content()) {
        let pattern = Pattern::containing(&part);
        let mut text = String::from("a:*");
        push_quoted(pattern.as_str(), &mut text);
        let tree = parse_trusted(&text);
        prop_assert!(only_clause(&tree).is_wildcard());
        let Value::String(read) = only_clause(&tree).value() else { panic!("a string") };
        prop_assert_eq!(read.value(), pattern.as_str());
    }

    #[test]
    fn any_string_parses_without_panic(text in any::<String>()) {
        assert_sound(&text);
    }

    #[test]
    fn fragments_parse_without_panic(parts in vec(select(FRAGMENTS.to_vec()), 0..24)) {
        assert_sound(&parts.concat());
    }
}

fn assert_sound(text: &str) {
    for parsed in [
        parse_with(text, &Limits::DEFAULT),
        parse_template(text, &Limits::DEFAULT),
    ] {
        let partial = parsed.partial_tree();
        let _ = (
            partial.to_string(),
            format!("{partial:?}"),
            partial.clone() == *partial,
        );
        for clause in partial.clauses() {
            assert!(text.get(clause.span().range()).is_some());
            let _ = (
                clause.canonical(),
                clause.operator_span(),
                clause.capabilities(),
            );
            let _ = (
                clause.value().field_types(),
                clause.is_wildcard(),
                format!("{clause:?}"),
            );
        }
        let is_filter = parsed.tree().is_some();
        let report = parsed.into_report();
        assert_eq!(is_filter, !report.has_errors());
        for diagnostic in report.diagnostics() {
            assert!(
                text.get(diagnostic.span().range()).is_some(),
                "{diagnostic}"
            );
            assert!(!diagnostic.help().is_empty());
        }
        assert!(!report.to_string().contains('\0'));
        let _ = report.fixed();
    }
}

#[test]
fn parse_uses_the_default_limits() {
    assert_eq!(
        parse("a:1").ok().map(|tree| tree.to_string()).as_deref(),
        Some("a:1")
    );
    assert!(parse("a").is_err());
}
