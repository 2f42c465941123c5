//! For every text and every composition: a value is one value and changes nothing else, and a
//! filter asks what its parts ask. `PROPTEST_CASES` sets how many are tried.

use std::collections::BTreeSet;

use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::collections::sensors::Sensors;
use fql::{
    Comparison, Connective, Filter, IntoFilter, Limits, Literal, Operator, Pattern, Property, Tree,
    Values, fql,
};
use fql_syntax::{Expression, Value, ValueMatch};
use proptest::prelude::*;

type Assets = Filter<ExternalAssets>;

/// As the environment says, and without files of failures among the sources.
fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

mod texts {
    fql::collection! {
        /// Documents with a text that takes every match.
        pub Texts "texts" sort "|";
        t: text [exact, wildcard, list, range];
    }
}

use texts::Texts;

/// Any text, and more often one of the characters that matter.
fn text() -> impl Strategy<Value = String> {
    let marks = prop::sample::select(vec![
        "'", "\\", "*", "\"", "{", "}", "+", ",", "(", ")", "[", "]", "!", ":", ">", "~", "\n",
        "\0", " ", "a", "é", "🦅", "'+t:'", "*'", "\\'", "\\*", "null", "now", "%27", "’",
    ]);
    let part = prop_oneof![
        8 => marks.prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-z]{1,9}",
    ];
    prop_oneof![
        9 => prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat()),
        1 => any::<String>(),
    ]
}

/// What a clause compares with, read back from its text.
#[derive(Debug, PartialEq)]
enum Read {
    Plain(String),
    Pattern(String),
}

fn read_value(comparison: Comparison, value: Value<'_>) -> Read {
    match (comparison, value) {
        (Comparison::Wildcard | Comparison::TextWildcard, Value::String(text)) => {
            Read::Pattern(text.value().into_owned())
        }
        (Comparison::Equal, value @ Value::String(_)) => match value.value_match() {
            ValueMatch::Exact(text) => Read::Plain(text.into_owned()),
            ValueMatch::Pattern(text) => Read::Pattern(text.into_owned()),
        },
        (_, Value::String(text)) => Read::Plain(text.value().into_owned()),
        (_, value) => panic!("{value:?} is no text"),
    }
}

/// The one clause of a filter: its property, operator and values. The text is canonical.
fn only_clause<C>(filter: &Filter<C>) -> (String, Operator, Vec<Read>) {
    let tree = filter.tree().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(tree.to_string(), filter.as_str(), "the canonical text");
    let clauses: Vec<_> = tree.clauses().collect();
    let [clause] = clauses.as_slice() else {
        panic!("{} clauses in {filter}", clauses.len())
    };
    assert!(
        matches!(tree.root(), Some(Expression::Clause(_))),
        "{filter}"
    );
    let comparison = clause.operator().comparison();
    let values = clause
        .values()
        .map(|(value, _)| read_value(comparison, value))
        .collect();
    (clause.property().to_owned(), clause.operator(), values)
}

#[track_caller]
fn assert_one<C>(filter: impl IntoFilter<C>, property: &str, operator: Operator, values: &[Read]) {
    let filter = filter.into_filter();
    let (read_property, read_operator, read_values) = only_clause(&filter);
    assert_eq!(read_property, property, "{filter}");
    assert_eq!(read_operator, operator, "{filter}");
    assert_eq!(read_values, values, "{filter}");
}

fn plain(text: &str) -> Read {
    Read::Plain(text.to_owned())
}

/// A pattern that matches just what the affixes say.
fn affix(before: &str, text: &str, after: &str) -> Read {
    let mut source = String::from(before);
    fql_syntax::push_literal(text, &mut source);
    if after.is_empty() && text.ends_with('\\') {
        // It is doubled because a star may follow. At the end none does.
        source.pop();
    }
    source.push_str(after);
    Read::Pattern(source)
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
    fn a_field_s_method_gives_one_clause_with_just_the_value(text in text(), other in text()) {
        let t = texts::t;
        let [equal, wildcard] = [Comparison::Equal, Comparison::Wildcard].map(Operator::new);
        let (value, list) = (&[plain(&text)], &[plain(&text), plain(&other)]);
        assert_one(t.eq(&text), "t", equal, value);
        assert_one(t.ne(text.as_str()), "t", !equal, value);
        assert_one(t.is_in([&text]), "t", equal, value);
        assert_one(t.is_in([&text, &other]), "t", equal, list);
        assert_one(!t.try_is_in([&text, &other]).expect("values"), "t", !equal, list);
        for (clause, comparison) in [t.gt(&text), t.ge(&text), t.lt(&text), t.le(&text)].into_iter().zip(RANGES) {
            assert_one(clause.clone(), "t", Operator::new(comparison), value);
            assert_one(!clause, "t", !Operator::new(comparison), value);
        }
        assert_one(t.starts_with(&text), "t", wildcard, &[affix("", &text, "*")]);
        assert_one(t.ends_with(&text), "t", wildcard, &[affix("*", &text, "")]);
        assert_one(!t.contains(&text), "t", !wildcard, &[affix("*", &text, "*")]);
        let pattern = Pattern::new(text.clone());
        assert_one(t.wildcard(&pattern), "t", wildcard, &[Read::Pattern(text.clone())]);
        assert_one(t.wildcard(pattern), "t", wildcard, &[Read::Pattern(text.clone())]);
        let pattern = Pattern::starting_with(&text).then(&other).then_any();
        let mut source = String::new();
        fql_syntax::push_literal(&text, &mut source);
        source.push('*');
        fql_syntax::push_literal(&other, &mut source);
        source.push('*');
        assert_one(t.wildcard(&pattern), "t", wildcard, &[Read::Pattern(source)]);
        let both = t.between(&text, &other).into_filter();
        prop_assert_eq!(both.tree().expect("a filter").clauses().count(), 2);
    }

    #[test]
    fn an_affix_matches_what_it_says(text in text(), more in "[a-z*\\\\']{0,4}") {
        let t = texts::t;
        let pattern = |filter: Filter<Texts>| match only_clause(&filter).2.pop() {
            Some(Read::Pattern(source)) => Pattern::new(source),
            _ => panic!("{filter}"),
        };
        let starts = pattern(t.starts_with(&text).into());
        let ends = pattern(t.ends_with(&text).into());
        let contains = pattern(t.contains(&text).into());
        for subject in [
            text.clone(),
            format!("{text}{more}"),
            format!("{more}{text}"),
            format!("{more}{text}{more}"),
            more.clone(),
        ] {
            prop_assert_eq!(starts.matches(&subject), subject.starts_with(&text));
            prop_assert_eq!(ends.matches(&subject), subject.ends_with(&text));
            prop_assert_eq!(contains.matches(&subject), subject.contains(&text));
        }
    }

    #[test]
    fn a_property_s_method_gives_one_clause_with_just_the_value(text in text(), other in text()) {
        const P: Property<Sensors> = Property::literal("a.b");
        let [equal, wildcard, text_match, text_wildcard] = [
            Comparison::Equal,
            Comparison::Wildcard,
            Comparison::Text,
            Comparison::TextWildcard,
        ]
        .map(Operator::new);
        let value = &[plain(&text)];
        assert_one(P.eq(&text), "a.b", equal, value);
        assert_one(P.ne(&text), "a.b", !equal, value);
        assert_one(P.text_match(&text), "a.b", text_match, value);
        for (clause, comparison) in [P.gt(&text), P.ge(&text), P.lt(&text), P.le(&text)].into_iter().zip(RANGES) {
            assert_one(clause, "a.b", Operator::new(comparison), value);
        }
        assert_one(P.is_in([&text, &other]), "a.b", equal, &[plain(&text), plain(&other)]);
        assert_one(!P.try_is_in(vec![&text]).expect("a value"), "a.b", !equal, value);
        assert_one(P.starts_with(&text), "a.b", wildcard, &[affix("", &text, "*")]);
        assert_one(P.ends_with(&text), "a.b", wildcard, &[affix("*", &text, "")]);
        assert_one(P.contains(&text), "a.b", wildcard, &[affix("*", &text, "*")]);
        let pattern = Pattern::new(text.clone());
        assert_one(P.wildcard(&pattern), "a.b", wildcard, &[Read::Pattern(text.clone())]);
        assert_one(!P.text_wildcard(pattern), "a.b", !text_wildcard, &[Read::Pattern(text)]);
    }

    #[test]
    fn a_placeholder_gives_one_clause_with_just_the_value(text in text(), other in text()) {
        let [equal, wildcard] = [Comparison::Equal, Comparison::Wildcard].map(Operator::new);
        let value = &[plain(&text)];
        assert_one(fql!(texts, "t:{&text}"), "t", equal, value);
        assert_one(fql!(texts, "t:!{text.as_str()}"), "t", !equal, value);
        assert_one(fql!(texts, "t:>={text.clone()}"), "t", Operator::new(Comparison::GreaterOrEqual), value);
        assert_one(fql!(texts, "t:!<{&text}"), "t", !Operator::new(Comparison::Less), value);
        assert_one(fql!(texts, "t:[{&text}, 'x', {&other}]"), "t", equal, &[plain(&text), plain("x"), plain(&other)]);
        let both = [&text, &other];
        assert_one(fql!(texts, "t:[{both}]"), "t", equal, &[plain(&text), plain(&other)]);
        let values = Values::new(both).expect("values");
        assert_one(fql!(texts, "t:![{&values}]"), "t", !equal, &[plain(&text), plain(&other)]);
        let pattern = Pattern::containing(&text);
        assert_one(fql!(texts, "t:*{pattern}"), "t", wildcard, &[affix("*", &text, "*")]);
        assert_one(fql!(fql::collections::sensors, "x.y:~{&text}"), "x.y", Operator::new(Comparison::Text), value);
        let filter = fql!(texts, "t:'a'+(t:{&text},t:>{&other})+{texts::t.eq(&text)}");
        let tree = filter.tree().expect("a filter");
        prop_assert_eq!(tree.to_string(), filter.as_str());
        prop_assert_eq!(tree.clauses().count(), 4);
        prop_assert_eq!(tree.connective(), Some(Connective::And));
    }

    #[test]
    fn a_clause_made_when_the_program_runs_has_just_the_value(text in text(), negated: bool) {
        for comparison in Comparison::ALL {
            let operator = Operator::new(comparison).with_negation(negated);
            let filter = Filter::<Sensors>::clause("p.q", operator, text.as_str());
            let wanted = if comparison.accepts_pattern() { affix("", &text, "") } else { plain(&text) };
            let filter = filter.unwrap_or_else(|error| panic!("{error}"));
            let (_, _, values) = only_clause(&filter);
            match (&values[0], &wanted) {
                (Read::Pattern(source), Read::Pattern(_)) => {
                    let pattern = Pattern::new(source.clone());
                    prop_assert!(pattern.matches(&text));
                    let longer = format!("{}x", text);
                    prop_assert!(!pattern.matches(&longer));
                }
                _ => assert_one(&filter, "p.q", operator, &[wanted]),
            }
        }
        let list = Literal::List(vec![text.as_str().into(), "x".into()]);
        let operator = Operator::new(Comparison::Equal).with_negation(negated);
        let filter = Filter::<Sensors>::clause("p", operator, list).expect("a filter");
        assert_one(&filter, "p", operator, &[plain(&text), plain("x")]);
        // A pattern keeps its meaning, whatever operator says that it is one.
        let pattern = Pattern::new(text.clone());
        let filter = Filter::<Sensors>::clause("p", operator, pattern.clone()).expect("a filter");
        let (_, _, values) = only_clause(&filter);
        match &values[0] {
            Read::Pattern(source) => prop_assert_eq!(source, &text),
            Read::Plain(plain) => {
                prop_assert!(pattern.matches(plain));
                let longer = format!("{plain}x");
                prop_assert!(!pattern.matches(&longer));
            }
        }
    }

    #[test]
    fn a_name_made_of_any_text_is_a_property_or_an_error(name in text()) {
        let made = Property::<Sensors>::new(name.clone());
        let clause = Filter::<Sensors>::clause(&name, Operator::new(Comparison::Equal), "x");
        prop_assert_eq!(made.is_ok(), clause.is_ok());
        if let Ok(property) = made {
            assert_one(property.eq("x"), &name, Operator::new(Comparison::Equal), &[plain("x")]);
        }
    }

    #[test]
    fn a_text_that_is_read_stays_as_it_prints(text in text()) {
        if let Ok(filter) = text.parse::<Assets>() {
            prop_assert_eq!(filter.as_str().parse::<Assets>(), Ok(filter));
        }
    }
}

// Compositions, against truth tables.

/// Letters for clauses whose fields can all be told apart.
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
        filter.negate().expect("a clause")
    } else {
        filter
    }
}

fn letter(property: &str) -> usize {
    ["id", "manual", "ip.asn", "last_seen", "perimeter"]
        .iter()
        .position(|name| *name == property)
        .expect("one of the clauses")
}

/// How a filter is made.
#[derive(Debug, Clone)]
enum Made {
    All,
    Clause(usize, bool),
    Fixed(bool),
    Between(bool),
    And(Box<Made>, Box<Made>),
    Or(Box<Made>, Box<Made>),
    AndReference(Box<Made>, Box<Made>),
    AndClause(Box<Made>, usize),
    OrClause(Box<Made>, usize),
    ClauseAnd(usize, Box<Made>),
    ClauseOr(usize, Box<Made>),
    BetweenOr(bool, Box<Made>),
    Negated(Box<Made>),
    AllOf(Vec<Made>),
    AnyOf(Vec<Made>),
    Template(Box<Made>, usize),
    Unchecked(Box<Made>),
    ReadAgain(Box<Made>),
}

fn made() -> impl Strategy<Value = Made> {
    let leaf = prop_oneof![
        1 => Just(Made::All),
        8 => (0..CLAUSES, any::<bool>()).prop_map(|(index, negated)| Made::Clause(index, negated)),
        1 => any::<bool>().prop_map(Made::Fixed),
        1 => any::<bool>().prop_map(Made::Between),
    ];
    leaf.prop_recursive(6, 40, 4, |inner| {
        let boxed = || inner.clone().prop_map(Box::new);
        prop_oneof![
            (boxed(), boxed()).prop_map(|(a, b)| Made::And(a, b)),
            (boxed(), boxed()).prop_map(|(a, b)| Made::Or(a, b)),
            (boxed(), boxed()).prop_map(|(a, b)| Made::AndReference(a, b)),
            (boxed(), 0..CLAUSES).prop_map(|(a, index)| Made::AndClause(a, index)),
            (boxed(), 0..CLAUSES).prop_map(|(a, index)| Made::OrClause(a, index)),
            (0..CLAUSES, boxed()).prop_map(|(index, a)| Made::ClauseAnd(index, a)),
            (0..CLAUSES, boxed()).prop_map(|(index, a)| Made::ClauseOr(index, a)),
            (any::<bool>(), boxed()).prop_map(|(negated, a)| Made::BetweenOr(negated, a)),
            boxed().prop_map(Made::Negated),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Made::AllOf),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Made::AnyOf),
            (boxed(), 0..4_usize).prop_map(|(a, shape)| Made::Template(a, shape)),
            boxed().prop_map(Made::Unchecked),
            boxed().prop_map(Made::ReadAgain),
        ]
    })
}

/// The truth of each clause, by its letter; `5` and `6` are the sides of `between`.
type Truth = [bool; 7];

fn between(negated: bool) -> impl IntoFilter<ExternalAssets> {
    let clause = asset::ip::services::port.between(1, 9);
    if negated { !clause } else { clause }
}

impl Made {
    fn filter(&self) -> Assets {
        match self {
            Self::All => Assets::ALL,
            Self::Clause(index, negated) => clause(*index, *negated),
            Self::Fixed(true) => fql!(asset, "manual:true,ip.asn:[1,2]"),
            Self::Fixed(false) => fql!(asset, "manual:true+ip.asn:![1,2]"),
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
            Self::AllOf(all) => Assets::all_of(all.iter().map(Self::filter)).expect("filters"),
            Self::AnyOf(all) => Assets::any_of(all.iter().map(Self::filter)).expect("filters"),
            Self::Template(a, 0) => fql!(asset, "{a.filter()}"),
            Self::Template(a, 1) => fql!(asset, "manual:true+{a.filter()}"),
            Self::Template(a, 2) => fql!(asset, "manual:true,{&a.filter()}"),
            Self::Template(a, _) => fql!(asset, "(manual:true,({a.filter()}))+ip.asn:[{[1, 2]}]"),
            Self::Unchecked(a) => Assets::unchecked(format!(" {} ", a.filter())),
            Self::ReadAgain(a) => a
                .filter()
                .as_str()
                .parse()
                .unwrap_or_else(|error| panic!("{error}")),
        }
    }

    /// What the filter should say of documents for which the clauses have this truth. `None` for
    /// the filter that matches everything, whose negation is not defined.
    fn matches_all(&self) -> bool {
        match self {
            Self::All => true,
            Self::Clause(..) | Self::Fixed(_) | Self::Between(_) => false,
            Self::And(a, b) | Self::AndReference(a, b) => a.matches_all() && b.matches_all(),
            Self::Or(a, b) => a.matches_all() || b.matches_all(),
            Self::AndClause(..) | Self::ClauseAnd(..) => false,
            Self::OrClause(a, _) | Self::ClauseOr(_, a) | Self::BetweenOr(_, a) => a.matches_all(),
            Self::Negated(a) | Self::Unchecked(a) | Self::ReadAgain(a) => a.matches_all(),
            Self::AllOf(all) => all.iter().all(Self::matches_all),
            Self::AnyOf(all) => all.iter().any(Self::matches_all),
            Self::Template(a, 0 | 2) => a.matches_all(),
            Self::Template(..) => false,
        }
    }

    fn holds(&self, truth: &Truth) -> bool {
        match self {
            Self::All => true,
            Self::Clause(index, negated) => truth[*index] != *negated,
            Self::Fixed(true) => truth[1] || truth[2],
            Self::Fixed(false) => truth[1] && !truth[2],
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
            Self::AllOf(all) => all.iter().all(|each| each.holds(truth)),
            Self::AnyOf(all) => all.iter().any(|each| each.holds(truth)),
            Self::Template(a, 0) => a.holds(truth),
            Self::Template(a, 1) => truth[1] && a.holds(truth),
            Self::Template(a, 2) => truth[1] || a.holds(truth),
            Self::Template(a, _) => (truth[1] || a.holds(truth)) && truth[2],
            Self::Unchecked(a) | Self::ReadAgain(a) => a.holds(truth),
        }
    }

    fn is_checked(&self) -> bool {
        !format!("{self:?}").contains("Unchecked")
    }
}

/// What a tree says.
fn says(tree: &Tree<'_>, truth: &Truth) -> bool {
    fn of(expression: Expression<'_>, truth: &Truth) -> bool {
        match expression {
            Expression::Clause(clause) => {
                let index = match (clause.property(), clause.operator().comparison()) {
                    ("ip.services.port", Comparison::GreaterOrEqual) => 5,
                    ("ip.services.port", _) => 6,
                    (property, _) => letter(property),
                };
                truth[index] != clause.operator().is_negated()
            }
            Expression::Group(group) => match group.connective() {
                Connective::And => group.parts().all(|part| of(part, truth)),
                Connective::Or => group.parts().any(|part| of(part, truth)),
            },
            Expression::Placeholder(_) => unreachable!("no template"),
        }
    }
    tree.root().is_none_or(|root| of(root, truth))
}

/// The text read as if `,` bound tighter than `+`, or the other way round: with parentheses
/// wherever the two mix, both readings are the same.
fn mixes_without_parentheses(text: &str) -> bool {
    let mut seen = vec![BTreeSet::new()];
    let (mut quoted, mut escaped, mut brackets) = (false, false, 0);
    for character in text.chars() {
        match character {
            _ if quoted => {
                quoted = character != '\'' || escaped;
                escaped = character == '\\' && !escaped;
                continue;
            }
            '\'' => quoted = true,
            '[' => brackets += 1,
            ']' => brackets -= 1,
            '(' => seen.push(BTreeSet::new()),
            ')' => {
                let joins = seen.pop().unwrap_or_default();
                if joins.len() > 1 {
                    return true;
                }
            }
            '+' | ',' if brackets == 0 => {
                seen.last_mut().expect("a level").insert(character);
            }
            _ => {}
        }
        escaped = false;
    }
    seen.iter().any(|joins| joins.len() > 1)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_composition_asks_what_its_parts_ask(made in made()) {
        let filter = made.filter();
        let tree = filter.tree().unwrap_or_else(|error| panic!("{error}"));
        for bits in 0..1_u32 << 7 {
            let truth: Truth = std::array::from_fn(|index| bits >> index & 1 == 1);
            prop_assert_eq!(says(&tree, &truth), made.holds(&truth), "{} of {:?}", filter, truth);
        }
        prop_assert_eq!(filter.is_match_all(), made.matches_all());
        prop_assert!(!mixes_without_parentheses(filter.as_str()), "{}", filter);
        let check = Assets::parse_with(filter.as_str(), &Limits::TRUSTED);
        prop_assert!(!check.report().has_errors(), "{}", filter);
        if made.is_checked() {
            // Composing gives the canonical text.
            prop_assert_eq!(check.filter().map(Filter::as_str), Some(filter.as_str()));
        }
        match filter.clone().negate() {
            Ok(negated) => {
                let again = negated.negate().expect("a negation").to_string();
                prop_assert_eq!(again, tree.to_string());
            }
            Err(_) => prop_assert!(filter.is_match_all()),
        }
    }
}
