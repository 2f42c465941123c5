//! Properties of filters for generated strings and compositions: a value stays one value of its clause,
//! and a combined filter means what its operands mean. `PROPTEST_CASES` sets the number of cases.

mod clauses;
#[cfg(feature = "all-collections")]
mod collections;

use std::collections::BTreeSet;

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::collections::sensors::Sensors;
use fql::syntax::{Connective, Tree};
use fql::{
    Comparison, Filter, IntoFilter, Limits, Literal, Operator, Pattern, Property, Values, fql,
};
use fql_syntax::Expression;
use proptest::prelude::*;

use clauses::{ParsedValue, any_string, config, exact, only_clause};

type Assets = Filter<ExternalAssets>;

mod strings {
    fql::collection! {
        /// Documents with a text field that supports every match.
        pub Strings "strings" sort "|";
        t: text [exact, wildcard, list, range];
    }
}

use strings::Strings;

#[track_caller]
fn assert_single_clause<C>(
    filter: impl IntoFilter<C>,
    property: &str,
    operator: Operator,
    values: &[ParsedValue],
) {
    let filter = filter.into_filter();
    let (actual_property, actual_operator, actual_values) = only_clause(&filter);
    assert_eq!(actual_property, property, "{filter}");
    assert_eq!(actual_operator, operator, "{filter}");
    assert_eq!(actual_values, values, "{filter}");
}

/// The pattern of a literal between two wildcards, each of which may be empty.
fn affix(before: &str, literal: &str, after: &str) -> ParsedValue {
    let mut source = String::from(before);
    fql_syntax::push_literal(literal, &mut source);
    if after.is_empty() && literal.ends_with('\\') {
        // `push_literal` doubles a final backslash because a star may follow.
        source.pop();
    }
    source.push_str(after);
    ParsedValue::Pattern(source)
}

const RANGES: [Comparison; 4] = [
    Comparison::Greater,
    Comparison::GreaterOrEqual,
    Comparison::Less,
    Comparison::LessOrEqual,
];

proptest! {
    #![proptest_config(config())]

    #[test]
    fn field_methods_keep_their_value_intact(string in any_string(), other in any_string()) {
        let t = strings::t;
        let [equal, wildcard] = [Comparison::Equal, Comparison::Wildcard].map(Operator::new);
        let (value, list) = (&[exact(&string)], &[exact(&string), exact(&other)]);
        assert_single_clause(t.eq(&string), "t", equal, value);
        assert_single_clause(t.ne(string.as_str()), "t", !equal, value);
        assert_single_clause(t.is_in([&string]), "t", equal, value);
        assert_single_clause(t.is_in([&string, &other]), "t", equal, list);
        assert_single_clause(!t.try_is_in([&string, &other]).expect("non-empty list"), "t", !equal, list);
        for (clause, comparison) in [t.gt(&string), t.ge(&string), t.lt(&string), t.le(&string)].into_iter().zip(RANGES) {
            assert_single_clause(clause.clone(), "t", Operator::new(comparison), value);
            assert_single_clause(!clause, "t", !Operator::new(comparison), value);
        }
        assert_single_clause(t.starts_with(&string), "t", wildcard, &[affix("", &string, "*")]);
        assert_single_clause(t.ends_with(&string), "t", wildcard, &[affix("*", &string, "")]);
        assert_single_clause(!t.contains(&string), "t", !wildcard, &[affix("*", &string, "*")]);
        let pattern = Pattern::new(string.clone());
        assert_single_clause(t.wildcard(&pattern), "t", wildcard, &[ParsedValue::Pattern(string.clone())]);
        assert_single_clause(t.wildcard(pattern), "t", wildcard, &[ParsedValue::Pattern(string.clone())]);
        let pattern = Pattern::starting_with(&string).then(&other).then_any();
        let mut source = String::new();
        fql_syntax::push_literal(&string, &mut source);
        source.push('*');
        fql_syntax::push_literal(&other, &mut source);
        source.push('*');
        assert_single_clause(t.wildcard(&pattern), "t", wildcard, &[ParsedValue::Pattern(source)]);
        let both = t.between(&string, &other).into_filter();
        prop_assert_eq!(both.tree().expect("valid filter").clauses().count(), 2);
    }

    #[test]
    fn affixes_match_like_the_str_methods(string in any_string(), more in "[a-z*\\\\']{0,4}") {
        let t = strings::t;
        let pattern = |filter: Filter<Strings>| match only_clause(&filter).2.pop() {
            Some(ParsedValue::Pattern(source)) => Pattern::new(source),
            _ => panic!("{filter}"),
        };
        let starts = pattern(t.starts_with(&string).into());
        let ends = pattern(t.ends_with(&string).into());
        let contains = pattern(t.contains(&string).into());
        for subject in [
            string.clone(),
            format!("{string}{more}"),
            format!("{more}{string}"),
            format!("{more}{string}{more}"),
            more.clone(),
        ] {
            prop_assert_eq!(starts.matches(&subject), subject.starts_with(&string));
            prop_assert_eq!(ends.matches(&subject), subject.ends_with(&string));
            prop_assert_eq!(contains.matches(&subject), subject.contains(&string));
        }
    }

    #[test]
    fn property_methods_keep_their_value_intact(string in any_string(), other in any_string()) {
        const P: Property<Sensors> = Property::literal("a.b");
        let [equal, wildcard, text_match, text_wildcard] = [
            Comparison::Equal,
            Comparison::Wildcard,
            Comparison::Text,
            Comparison::TextWildcard,
        ]
        .map(Operator::new);
        let value = &[exact(&string)];
        assert_single_clause(P.eq(&string), "a.b", equal, value);
        assert_single_clause(P.ne(&string), "a.b", !equal, value);
        assert_single_clause(P.text_match(&string), "a.b", text_match, value);
        for (clause, comparison) in [P.gt(&string), P.ge(&string), P.lt(&string), P.le(&string)].into_iter().zip(RANGES) {
            assert_single_clause(clause, "a.b", Operator::new(comparison), value);
        }
        assert_single_clause(P.is_in([&string, &other]), "a.b", equal, &[exact(&string), exact(&other)]);
        assert_single_clause(!P.try_is_in(vec![&string]).expect("non-empty list"), "a.b", !equal, value);
        assert_single_clause(P.starts_with(&string), "a.b", wildcard, &[affix("", &string, "*")]);
        assert_single_clause(P.ends_with(&string), "a.b", wildcard, &[affix("*", &string, "")]);
        assert_single_clause(P.contains(&string), "a.b", wildcard, &[affix("*", &string, "*")]);
        let pattern = Pattern::new(string.clone());
        assert_single_clause(P.wildcard(&pattern), "a.b", wildcard, &[ParsedValue::Pattern(string.clone())]);
        assert_single_clause(!P.text_wildcard(pattern), "a.b", !text_wildcard, &[ParsedValue::Pattern(string)]);
    }

    #[test]
    fn placeholders_keep_their_value_intact(string in any_string(), other in any_string()) {
        let [equal, wildcard] = [Comparison::Equal, Comparison::Wildcard].map(Operator::new);
        let value = &[exact(&string)];
        assert_single_clause(fql!(strings, "t:{&string}"), "t", equal, value);
        assert_single_clause(fql!(strings, "t:!{string.as_str()}"), "t", !equal, value);
        assert_single_clause(fql!(strings, "t:>={string.clone()}"), "t", Operator::new(Comparison::GreaterOrEqual), value);
        assert_single_clause(fql!(strings, "t:!<{&string}"), "t", !Operator::new(Comparison::Less), value);
        assert_single_clause(fql!(strings, "t:[{&string}, 'x', {&other}]"), "t", equal, &[exact(&string), exact("x"), exact(&other)]);
        let both = [&string, &other];
        assert_single_clause(fql!(strings, "t:[{both}]"), "t", equal, &[exact(&string), exact(&other)]);
        let values = Values::new(both).expect("non-empty list");
        assert_single_clause(fql!(strings, "t:![{&values}]"), "t", !equal, &[exact(&string), exact(&other)]);
        let pattern = Pattern::containing(&string);
        assert_single_clause(fql!(strings, "t:*{pattern}"), "t", wildcard, &[affix("*", &string, "*")]);
        assert_single_clause(fql!(fql::collections::sensors, "x.y:~{&string}"), "x.y", Operator::new(Comparison::Text), value);
        let filter = fql!(strings, "t:'a'+(t:{&string},t:>{&other})+{strings::t.eq(&string)}");
        let tree = filter.tree().expect("valid filter");
        prop_assert_eq!(tree.to_string(), filter.as_str());
        prop_assert_eq!(tree.clauses().count(), 4);
        prop_assert_eq!(tree.connective(), Some(Connective::And));
    }

    #[test]
    fn runtime_clauses_keep_their_value_intact(string in any_string(), negated: bool) {
        for comparison in Comparison::ALL {
            let operator = Operator::new(comparison).with_negation(negated);
            let filter = Filter::<Sensors>::clause("p.q", operator, string.as_str());
            let expected = if comparison.accepts_pattern() { affix("", &string, "") } else { exact(&string) };
            let filter = filter.unwrap_or_else(|error| panic!("{error}"));
            let (_, _, values) = only_clause(&filter);
            match (&values[0], &expected) {
                (ParsedValue::Pattern(source), ParsedValue::Pattern(_)) => {
                    let pattern = Pattern::new(source.clone());
                    prop_assert!(pattern.matches(&string));
                    let longer = format!("{}x", string);
                    prop_assert!(!pattern.matches(&longer));
                }
                _ => assert_single_clause(&filter, "p.q", operator, &[expected]),
            }
        }
        let list = Literal::List(vec![string.as_str().into(), "x".into()]);
        let operator = Operator::new(Comparison::Equal).with_negation(negated);
        let filter = Filter::<Sensors>::clause("p", operator, list).expect("valid filter");
        assert_single_clause(&filter, "p", operator, &[exact(&string), exact("x")]);
        // A pattern keeps its meaning with an operator that does not mark it as one.
        let pattern = Pattern::new(string.clone());
        let filter = Filter::<Sensors>::clause("p", operator, pattern.clone()).expect("valid filter");
        let (_, _, values) = only_clause(&filter);
        match &values[0] {
            ParsedValue::Pattern(source) => prop_assert_eq!(source, &string),
            ParsedValue::Exact(value) => {
                prop_assert!(pattern.matches(value));
                let longer = format!("{value}x");
                prop_assert!(!pattern.matches(&longer));
            }
        }
    }

    #[test]
    fn property_name_is_valid_or_an_error(name in any_string()) {
        let property = Property::<Sensors>::new(name.clone());
        let clause = Filter::<Sensors>::clause(&name, Operator::new(Comparison::Equal), "x");
        prop_assert_eq!(property.is_ok(), clause.is_ok());
        if let Ok(property) = property {
            assert_single_clause(property.eq("x"), &name, Operator::new(Comparison::Equal), &[exact("x")]);
        }
    }

    #[test]
    fn parsed_filter_round_trips(source in any_string()) {
        if let Ok(filter) = source.parse::<Assets>() {
            prop_assert_eq!(filter.as_str().parse::<Assets>(), Ok(filter));
        }
    }
}

// Compositions, compared with truth tables.

/// Number of clauses, each on a different field.
const CLAUSES: usize = 5;

fn clause(index: usize, negated: bool) -> Assets {
    let filter: Assets = match index {
        0 => asset::id.eq("a'*").into(),
        1 => asset::manual.eq(true).into(),
        2 => asset::ip::asn.is_in([1, 2]).into(),
        3 => asset::last_seen.gt(fql::Timestamp::days_ago(7)).into(),
        _ => asset::perimeter.contains("x").into(),
    };
    if negated {
        filter.negate().expect("valid clause")
    } else {
        filter
    }
}

fn clause_index(property: &str) -> usize {
    ["id", "manual", "ip.asn", "last_seen", "perimeter"]
        .iter()
        .position(|name| *name == property)
        .expect("one of the clauses")
}

/// Construction of a filter.
#[derive(Debug, Clone)]
enum Composition {
    All,
    Clause(usize, bool),
    Constant(bool),
    Between(bool),
    And(Box<Composition>, Box<Composition>),
    Or(Box<Composition>, Box<Composition>),
    AndReference(Box<Composition>, Box<Composition>),
    AndClause(Box<Composition>, usize),
    OrClause(Box<Composition>, usize),
    ClauseAnd(usize, Box<Composition>),
    ClauseOr(usize, Box<Composition>),
    BetweenOr(bool, Box<Composition>),
    Negated(Box<Composition>),
    AllOf(Vec<Composition>),
    AnyOf(Vec<Composition>),
    Template(Box<Composition>, usize),
    Unchecked(Box<Composition>),
    Reparsed(Box<Composition>),
}

fn composition() -> impl Strategy<Value = Composition> {
    let leaf = prop_oneof![
        1 => Just(Composition::All),
        8 => (0..CLAUSES, any::<bool>()).prop_map(|(index, negated)| Composition::Clause(index, negated)),
        1 => any::<bool>().prop_map(Composition::Constant),
        1 => any::<bool>().prop_map(Composition::Between),
    ];
    leaf.prop_recursive(6, 40, 4, |inner| {
        let boxed = || inner.clone().prop_map(Box::new);
        prop_oneof![
            (boxed(), boxed()).prop_map(|(a, b)| Composition::And(a, b)),
            (boxed(), boxed()).prop_map(|(a, b)| Composition::Or(a, b)),
            (boxed(), boxed()).prop_map(|(a, b)| Composition::AndReference(a, b)),
            (boxed(), 0..CLAUSES).prop_map(|(a, index)| Composition::AndClause(a, index)),
            (boxed(), 0..CLAUSES).prop_map(|(a, index)| Composition::OrClause(a, index)),
            (0..CLAUSES, boxed()).prop_map(|(index, a)| Composition::ClauseAnd(index, a)),
            (0..CLAUSES, boxed()).prop_map(|(index, a)| Composition::ClauseOr(index, a)),
            (any::<bool>(), boxed()).prop_map(|(negated, a)| Composition::BetweenOr(negated, a)),
            boxed().prop_map(Composition::Negated),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Composition::AllOf),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Composition::AnyOf),
            (boxed(), 0..4_usize).prop_map(|(a, shape)| Composition::Template(a, shape)),
            boxed().prop_map(Composition::Unchecked),
            boxed().prop_map(Composition::Reparsed),
        ]
    })
}

/// Truth value of each clause by its index; 5 and 6 are the bounds of `between`.
type Truth = [bool; 7];

fn between(negated: bool) -> impl IntoFilter<ExternalAssets> {
    let clause = asset::ip::services::port.between(1, 9);
    if negated { !clause } else { clause }
}

impl Composition {
    fn filter(&self) -> Assets {
        match self {
            Self::All => Assets::ALL,
            Self::Clause(index, negated) => clause(*index, *negated),
            Self::Constant(true) => fql!(asset, "manual:true,ip.asn:[1,2]"),
            Self::Constant(false) => fql!(asset, "manual:true+ip.asn:![1,2]"),
            Self::Between(negated) => between(*negated).into_filter(),
            Self::And(a, b) => a.filter() & b.filter(),
            Self::Or(a, b) => a.filter() | b.filter(),
            Self::AndReference(a, b) => a.filter() & &b.filter(),
            Self::AndClause(a, 0) => a.filter() & asset::id.eq("a'*"),
            Self::AndClause(a, 1) => a.filter() & asset::manual.eq(true),
            Self::AndClause(a, index) => a.filter() & clause(*index, false),
            Self::OrClause(a, 0) => a.filter() | asset::id.eq("a'*"),
            Self::OrClause(a, 1) => a.filter() | asset::manual.eq(true),
            Self::OrClause(a, index) => a.filter() | clause(*index, false),
            Self::ClauseAnd(0, a) => asset::id.eq("a'*") & a.filter(),
            Self::ClauseAnd(index, a) => clause(*index, false) & a.filter(),
            Self::ClauseOr(0, a) => asset::id.eq("a'*") | &a.filter(),
            Self::ClauseOr(index, a) => clause(*index, false) | a.filter(),
            Self::BetweenOr(negated, a) => a.filter() | between(*negated).into_filter(),
            Self::Negated(a) => a.filter().negate().unwrap_or(Assets::ALL),
            Self::AllOf(all) => {
                Assets::all_of(all.iter().map(Self::filter)).expect("non-empty operands")
            }
            Self::AnyOf(all) => {
                Assets::any_of(all.iter().map(Self::filter)).expect("non-empty operands")
            }
            Self::Template(a, 0) => fql!(asset, "{a.filter()}"),
            Self::Template(a, 1) => fql!(asset, "manual:true+{a.filter()}"),
            Self::Template(a, 2) => fql!(asset, "manual:true,{&a.filter()}"),
            Self::Template(a, _) => fql!(asset, "(manual:true,({a.filter()}))+ip.asn:[{[1, 2]}]"),
            Self::Unchecked(a) => Assets::unchecked(format!(" {} ", a.filter())),
            Self::Reparsed(a) => a
                .filter()
                .as_str()
                .parse()
                .unwrap_or_else(|error| panic!("{error}")),
        }
    }

    /// Returns `true` if the composition is the match-all filter, whose negation is not defined.
    fn matches_all(&self) -> bool {
        match self {
            Self::All => true,
            Self::Clause(..) | Self::Constant(_) | Self::Between(_) => false,
            Self::And(a, b) | Self::AndReference(a, b) => a.matches_all() && b.matches_all(),
            Self::Or(a, b) => a.matches_all() || b.matches_all(),
            Self::AndClause(..) | Self::ClauseAnd(..) => false,
            Self::OrClause(a, _) | Self::ClauseOr(_, a) | Self::BetweenOr(_, a) => a.matches_all(),
            Self::Negated(a) | Self::Unchecked(a) | Self::Reparsed(a) => a.matches_all(),
            Self::AllOf(all) => all.iter().all(Self::matches_all),
            Self::AnyOf(all) => all.iter().any(Self::matches_all),
            Self::Template(a, 0 | 2) => a.matches_all(),
            Self::Template(..) => false,
        }
    }

    /// Returns the expected result for documents in which the clauses have these truth values.
    fn holds(&self, truth: &Truth) -> bool {
        match self {
            Self::All => true,
            Self::Clause(index, negated) => truth[*index] != *negated,
            Self::Constant(true) => truth[1] || truth[2],
            Self::Constant(false) => truth[1] && !truth[2],
            Self::Between(negated) => (truth[5] && truth[6]) != *negated,
            Self::And(a, b) | Self::AndReference(a, b) => a.holds(truth) && b.holds(truth),
            Self::Or(a, b) => a.holds(truth) || b.holds(truth),
            Self::AndClause(a, index) | Self::ClauseAnd(index, a) => {
                a.holds(truth) && truth[*index]
            }
            Self::OrClause(a, index) | Self::ClauseOr(index, a) => a.holds(truth) || truth[*index],
            Self::BetweenOr(negated, a) => a.holds(truth) || (truth[5] && truth[6]) != *negated,
            Self::Negated(a) if a.matches_all() => true,
            Self::Negated(a) => !a.holds(truth),
            Self::AllOf(all) => all.iter().all(|operand| operand.holds(truth)),
            Self::AnyOf(all) => all.iter().any(|operand| operand.holds(truth)),
            Self::Template(a, 0) => a.holds(truth),
            Self::Template(a, 1) => truth[1] && a.holds(truth),
            Self::Template(a, 2) => truth[1] || a.holds(truth),
            Self::Template(a, _) => (truth[1] || a.holds(truth)) && truth[2],
            Self::Unchecked(a) | Self::Reparsed(a) => a.holds(truth),
        }
    }

    fn is_checked(&self) -> bool {
        !format!("{self:?}").contains("Unchecked")
    }
}

/// Evaluates a tree for the given truth values.
fn evaluate(tree: &Tree<'_>, truth: &Truth) -> bool {
    fn evaluate_expression(expression: Expression<'_>, truth: &Truth) -> bool {
        match expression {
            Expression::Clause(clause) => {
                let index = match (clause.property(), clause.operator().comparison()) {
                    ("ip.services.port", Comparison::GreaterOrEqual) => 5,
                    ("ip.services.port", _) => 6,
                    (property, _) => clause_index(property),
                };
                truth[index] != clause.operator().is_negated()
            }
            Expression::Group(group) => match group.connective() {
                Connective::And => group.parts().all(|part| evaluate_expression(part, truth)),
                Connective::Or => group.parts().any(|part| evaluate_expression(part, truth)),
            },
            Expression::Placeholder(_) => unreachable!("not a template"),
        }
    }
    tree.root()
        .is_none_or(|root| evaluate_expression(root, truth))
}

/// Returns `true` if `,` and `+` occur next to each other without parentheses, so that the meaning
/// depends on their precedence.
fn mixes_without_parentheses(source: &str) -> bool {
    let mut levels = vec![BTreeSet::new()];
    let (mut quoted, mut escaped, mut brackets) = (false, false, 0);
    for character in source.chars() {
        match character {
            _ if quoted => {
                quoted = character != '\'' || escaped;
                escaped = character == '\\' && !escaped;
                continue;
            }
            '\'' => quoted = true,
            '[' => brackets += 1,
            ']' => brackets -= 1,
            '(' => levels.push(BTreeSet::new()),
            ')' => {
                let connectives = levels.pop().unwrap_or_default();
                if connectives.len() > 1 {
                    return true;
                }
            }
            '+' | ',' if brackets == 0 => {
                levels.last_mut().expect("open group").insert(character);
            }
            _ => {}
        }
        escaped = false;
    }
    levels.iter().any(|connectives| connectives.len() > 1)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn composition_means_what_its_operands_mean(composition in composition()) {
        let filter = composition.filter();
        let tree = filter.tree().unwrap_or_else(|error| panic!("{error}"));
        for bits in 0..1_u32 << 7 {
            let truth: Truth = std::array::from_fn(|index| bits >> index & 1 == 1);
            prop_assert_eq!(evaluate(&tree, &truth), composition.holds(&truth), "{} of {:?}", filter, truth);
        }
        prop_assert_eq!(filter.is_match_all(), composition.matches_all());
        prop_assert!(!mixes_without_parentheses(filter.as_str()), "{}", filter);
        let parsed = Assets::parse_with(filter.as_str(), &Limits::TRUSTED);
        prop_assert!(!parsed.report().has_errors(), "{}", filter);
        if composition.is_checked() {
            // Composition yields the canonical text.
            prop_assert_eq!(parsed.filter().map(Filter::as_str), Some(filter.as_str()));
        }
        match filter.clone().negate() {
            Ok(negated) => {
                let restored = negated.negate().expect("negatable filter").to_string();
                prop_assert_eq!(restored, tree.to_string());
            }
            Err(_) => prop_assert!(filter.is_match_all()),
        }
    }
}

/// Asserts that a composed filter is read back from JSON, and by the parser up to its limits.
#[track_caller]
fn assert_read_back(filter: &Assets, depth: usize) {
    let json = serde_json::to_string(filter).expect("a string");
    let read: Assets = serde_json::from_str(&json).expect("what the library wrote");
    assert!(read == *filter);
    let limits = Limits::DEFAULT;
    let is_within_limits = filter.as_str().len() <= limits.max_len && depth <= limits.max_nesting;
    match Assets::parse_with(filter.as_str(), &limits).into_result() {
        Ok(parsed) => assert!(is_within_limits && parsed == *filter),
        Err(_) => assert!(!is_within_limits),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn composed_filter_is_read_back(composition in composition()) {
        if composition.is_checked() {
            assert_read_back(&composition.filter(), 0);
        }
    }

    #[test]
    fn deeply_alternating_filter_is_read_back(steps in proptest::collection::vec(0_u8..3, 0..400)) {
        let mut filter = asset::id.eq("a").into_filter();
        for step in steps {
            filter = match step {
                0 => filter & asset::id.ne("b'\\"),
                1 => filter | asset::ip::services::port.gt(22),
                _ => filter.negate().expect("not all"),
            };
        }
        let text = filter.as_str();
        // Every operand after the first is a clause, so that all parentheses open at the start.
        let depth = text.bytes().take_while(|byte| *byte == b'(').count();
        assert_read_back(&filter, depth);
    }
}

#[test]
fn long_lists_and_strings_are_read_back() {
    for length in [0, 1, 1_000, 1 << 14] {
        for unit in ["a", "'", "\\", "*", "é"] {
            let string = unit.repeat(length / unit.len());
            assert_read_back(&asset::id.eq(&string).into_filter(), 0);
            assert_read_back(&asset::id.contains(&string).into_filter(), 0);
        }
    }
    let string = "a".repeat(2 << 20);
    assert_read_back(&asset::id.eq(&string).into_filter(), 0);
    for count in [1, 100, 3_000] {
        let ids = (0..count).map(|id| format!("{id}'"));
        let list = asset::id.try_is_in(ids).expect("not empty");
        assert_read_back(&(!list).into_filter(), 0);
    }
}
