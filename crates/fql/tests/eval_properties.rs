//! What holds of evaluation for every filter and every document. `PROPTEST_CASES` sets how many are
//! tried.

#![cfg(feature = "eval")]

use fql::collections::any::Any;
use fql::eval::Matcher;
use fql::{Collection, Filter, Instant, NegateError, Tree};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

mod things {
    fql::collection! {
        /// One field of each kind, at the top and in an object, that takes every match.
        pub Things "things" sort "|";
        t: text [exact, wildcard, list, range];
        n: integer [exact, wildcard, list, range];
        b: boolean [exact, wildcard, list];
        at: timestamp [exact, wildcard, list, range];
        ip: ip [exact, wildcard, list, range];
        o.t: text [exact, wildcard, list, range];
        o.n: integer [exact, wildcard, list, range];
        o.o.at: timestamp [exact, wildcard, list, range];
        o.ip: ip [exact, wildcard, list, range];
    }
}

use things::Things;

const NOW: &str = "2026-11-22T10:00:00Z";

const TEXTS: &[&str] = &[
    "", "a", "A", "ab", "abc", "b*", r"\*", r"a\b", "443", "443.0", "true", "é", "a\nb", "\"",
    "null", "'",
];
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "443",
    "65535",
    "9007199254740993",
    "18446744073709551615",
    "1.5",
];
const JSON_NUMBERS: &[&str] = &[
    "0",
    "-0",
    "1",
    "1.0",
    "1e0",
    "10E-1",
    "-1",
    "443",
    "443.0",
    "4.43e+2",
    "65535",
    "1.5",
    "9007199254740993",
    "18446744073709551615",
    "18446744073709551616",
    "123456789012345678901234567890",
    "0.1",
    "1e308",
    "5e-324",
    "-12345678901234567",
    "123456789012345678",
    "1234567890123456789",
];
const TIMES: &[&str] = &[
    "2026",
    "2026-11",
    "2026-11-22",
    "2026-11-22T10",
    "2026-11-22T10:00:00Z",
    "2026-11-22T09:59:59.999Z",
    "now",
    "now-1d",
    "now-2w",
];
const DOCUMENT_TIMES: &[&str] = &[
    "2026",
    "2026-11-22T10:00:00Z",
    "2026-11-22T12:00:00+02:00",
    "2026-11-22T10:00:00.000Z",
    "2026-11-21T10:00:00Z",
    "2026-11-08T10:00:00Z",
    "yesterday",
    "2026-11-22T09:59:59.999Z",
];
const ADDRESSES: &[&str] = &[
    "192.0.2.1",
    "192.0.2.255",
    "198.51.100.7",
    "2001:db8::1",
    "2001:DB8:0::1",
    "::ffff:192.0.2.1",
];
const NETWORKS: &[&str] = &[
    "192.0.2.0/24",
    "0.0.0.0/0",
    "2001:db8::/32",
    "::/0",
    "::ffff:192.0.2.0/120",
];
const PATTERNS: &[&str] = &[
    "*", "a*", "*b", "*4*", r"b\**", "a*b", "", "a", "*:*", "t*e", "192.0.*",
];

fn quoted(text: &str) -> String {
    let mut out = String::new();
    fql_syntax::push_quoted(text, &mut out);
    out
}

fn any_of(values: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(values).prop_map(str::to_owned)
}

/// A value of a kind, as a filter writes it.
fn literal(kind: &'static str) -> BoxedStrategy<String> {
    // An escaped star is text, so that it is the same behind every operator.
    let text = || select(TEXTS).prop_map(|text| quoted(&text.replace('*', r"\*")));
    match kind {
        "n" => prop_oneof![
            any_of(&NUMBERS[..6]),
            any_of(&NUMBERS[..6]).prop_map(|n| quoted(&n))
        ]
        .boxed(),
        "b" => any_of(&["true", "false", "'true'"]).boxed(),
        "at" => any_of(TIMES).prop_map(|time| quoted(&time)).boxed(),
        "ip" => prop_oneof![any_of(ADDRESSES), any_of(NETWORKS)]
            .prop_map(|ip| quoted(&ip))
            .boxed(),
        "t" => text().boxed(),
        _ => prop_oneof![text(), any_of(NUMBERS), any_of(&["true", "false"])].boxed(),
    }
}

/// A clause of the collection with kinds, or of an open one.
fn clause(is_open: bool) -> impl Strategy<Value = String> {
    let fields = select(vec![
        ("t", "t"),
        ("n", "n"),
        ("b", "b"),
        ("at", "at"),
        ("ip", "ip"),
        ("o.t", "t"),
        ("o.n", "n"),
        ("o.o.at", "at"),
        ("o.ip", "ip"),
    ]);
    fields.prop_flat_map(move |(field, of_kind)| {
        let kind = if is_open { "" } else { of_kind };
        let exact = (select(vec!["", "!"]), literal(kind));
        let null = (select(vec!["", "!"]), Just("null".to_owned()));
        let list = (
            select(vec!["", "!"]),
            prop::collection::vec(literal(kind), 1..4),
        )
            .prop_map(|(operator, values)| (operator, format!("[{}]", values.join(","))));
        let wildcard = (
            select(vec!["*", "!*"]),
            any_of(PATTERNS).prop_map(|p| quoted(&p)),
        );
        let text = (
            select(vec!["~", "!~", "~*", "~*!"]),
            any_of(PATTERNS).prop_map(|p| quoted(&p)),
        );
        let bound = literal(if is_open { of_kind } else { kind });
        let range = (
            select(vec![">", ">=", "<", "<=", "!>", "!>=", "!<", "!<="]),
            bound,
        );
        let takes_range = kind != "b" && (is_open || kind != "t");
        prop_oneof![
            4 => exact,
            1 => null,
            2 => list,
            2 => wildcard,
            u32::from(is_open) => text,
            3 * u32::from(takes_range) => range,
        ]
        .prop_map(move |(operator, value)| format!("{field}:{operator}{value}"))
    })
}

fn filter_text(is_open: bool) -> impl Strategy<Value = String> {
    clause(is_open).prop_recursive(4, 12, 4, |inner| {
        (
            prop::collection::vec(inner, 1..4),
            select(vec!["+", ",", " + ", " ,\n"]),
            any::<bool>(),
        )
            .prop_map(|(parts, join, is_negated)| {
                format!(
                    "{}({})",
                    if is_negated { "!" } else { "" },
                    parts.join(join)
                )
            })
    })
}

/// A document as text has it: members may be there twice.
#[derive(Debug, Clone)]
enum Json {
    Written(String),
    Text(String),
    Array(Vec<Self>),
    Object(Vec<(String, Self)>),
}

fn scalar() -> impl Strategy<Value = Json> {
    prop_oneof![
        3 => any_of(TEXTS).prop_map(Json::Text),
        2 => any_of(JSON_NUMBERS).prop_map(Json::Written),
        1 => any_of(NUMBERS).prop_map(Json::Text),
        1 => any_of(&["true", "false", "null", "null"]).prop_map(Json::Written),
        2 => any_of(DOCUMENT_TIMES).prop_map(Json::Text),
        2 => any_of(ADDRESSES).prop_map(Json::Text),
        1 => any::<String>().prop_map(Json::Text),
        1 => any::<f64>().prop_filter_map("JSON has no such number", |number| {
            serde_json::Number::from_f64(number).map(|number| Json::Written(number.to_string()))
        }),
        1 => any::<i64>().prop_map(|number| Json::Written(number.to_string())),
    ]
}

fn document() -> impl Strategy<Value = Json> {
    let name = prop_oneof![
        9 => any_of(&["t", "n", "b", "at", "ip", "o", "o", "o.t", "x", "ta"]),
        1 => any::<String>(),
    ];
    let value = scalar().prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..4).prop_map(Json::Array),
            3 => prop::collection::vec((name.clone(), inner), 0..7).prop_map(Json::Object),
        ]
    });
    prop_oneof![
        1 => value.clone(),
        3 => prop::collection::vec((any_of(&["t", "n", "b", "at", "ip", "o"]), value), 0..7).prop_map(Json::Object),
        6 => thing(2),
    ]
}

/// An object of which most members are of the kind of their field.
fn thing(depth: u32) -> BoxedStrategy<Json> {
    let member = |name: &'static str, of_kind: BoxedStrategy<Json>| {
        let value = prop_oneof![
            5 => of_kind.clone(),
            1 => scalar(),
            1 => prop::collection::vec(of_kind, 0..4).prop_map(Json::Array),
        ];
        prop::option::weighted(0.8, value.prop_map(move |value| (name.to_owned(), value)))
    };
    let text = |values| any_of(values).prop_map(Json::Text).boxed();
    let inner = match depth {
        0 => Just(Json::Written("null".to_owned())).boxed(),
        _ => thing(depth - 1),
    };
    let members = (
        member("t", text(&TEXTS[..9])),
        member("n", any_of(JSON_NUMBERS).prop_map(Json::Written).boxed()),
        member(
            "b",
            any_of(&["true", "false"]).prop_map(Json::Written).boxed(),
        ),
        member("at", text(DOCUMENT_TIMES)),
        member("ip", text(ADDRESSES)),
        member("o", inner),
    );
    members
        .prop_map(|(t, n, b, at, ip, o)| {
            Json::Object([t, n, b, at, ip, o].into_iter().flatten().collect())
        })
        .boxed()
}

/// How a text is written: each choice takes the next number.
struct Style<'s> {
    choices: std::iter::Cycle<std::slice::Iter<'s, u8>>,
}

impl Style<'_> {
    fn choose(&mut self, count: u8) -> u8 {
        self.choices.next().map_or(0, |choice| choice % count)
    }

    fn space(&mut self, out: &mut String) {
        out.push_str(["", "", "", "", "", " ", "\t", "\r\n  "][usize::from(self.choose(8))]);
    }

    fn text(&mut self, text: &str, out: &mut String) {
        out.push('"');
        for character in text.chars() {
            let must = matches!(character, '"' | '\\' | '\0'..='\x1f');
            if must || self.choose(7) == 0 {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    let is_upper = self.choose(2) == 0;
                    out.push_str(&if is_upper {
                        format!("\\u{unit:04X}")
                    } else {
                        format!("\\u{unit:04x}")
                    });
                }
            } else if character == '/' && self.choose(2) == 0 {
                out.push_str("\\/");
            } else {
                out.push(character);
            }
        }
        out.push('"');
    }
}

impl Json {
    fn write(&self, style: &mut Style<'_>, out: &mut String) {
        style.space(out);
        match self {
            Self::Written(text) => out.push_str(text),
            Self::Text(text) => style.text(text, out),
            Self::Array(elements) => {
                out.push('[');
                for (index, element) in elements.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    element.write(style, out);
                }
                style.space(out);
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    style.space(out);
                    style.text(name, out);
                    style.space(out);
                    out.push(':');
                    value.write(style, out);
                }
                style.space(out);
                out.push('}');
            }
        }
        style.space(out);
    }

    fn to_text(&self, choices: &[u8]) -> String {
        let mut out = String::new();
        let choices = choices.iter().cycle();
        self.write(&mut Style { choices }, &mut out);
        out
    }
}

fn style() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![Just(vec![1]), prop::collection::vec(any::<u8>(), 1..40)]
}

fn matcher<C: Collection>(filter: &Filter<C>) -> Matcher {
    let now: Instant = NOW.parse().expect("a time");
    Matcher::new(filter, now).unwrap_or_else(|error| panic!("{filter}: {error}"))
}

fn value_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A filter whose text was generated: every one of them is valid.
fn read<C: Collection>(text: &str) -> Filter<C> {
    text.parse()
        .unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn holds_for_all_ways<C: Collection>(text: &str, json: &str) -> Result<(), TestCaseError> {
    let filter: Filter<C> = read(text);
    let value = value_of(json);
    let matcher = matcher(&filter);
    let matches = matcher.matches(&value);

    // The three ways to ask give one answer.
    prop_assert_eq!(
        matcher.matches_json(json.as_bytes()),
        Ok(matches),
        "from text"
    );
    prop_assert_eq!(matcher.explain(&value).matches(), matches, "explained");
    if !text.contains("now") {
        prop_assert_eq!(filter.matches(&value), matches, "in one go");
    }

    // The text as it was written, and as it is printed, ask the same.
    let tree = fql_syntax::parse(text).map_err(|report| TestCaseError::fail(report.to_string()))?;
    let now: Instant = NOW.parse().expect("a time");
    let as_written = Matcher::from_tree(&C::TABLE, &tree, now);
    prop_assert_eq!(as_written.matches(&value), matches, "as written");
    let printed = tree.to_string();
    let tree: Tree<'_> = fql_syntax::parse(&printed).expect("printed text is a filter");
    let as_printed = Matcher::from_tree(&C::TABLE, &tree, now);
    prop_assert_eq!(as_printed.matches(&value), matches, "as printed");

    // The negation matches just what the filter does not.
    let negated: Result<_, NegateError> = filter.negate();
    let negated = negated.map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert_eq!(self::matcher(&negated).matches(&value), !matches, "negated");
    let negated: Filter<C> = read(&format!("!({text})"));
    prop_assert_eq!(
        self::matcher(&negated).matches_json(json.as_bytes()),
        Ok(!matches),
        "negated as text"
    );
    Ok(())
}

/// Joined filters match what their parts do.
fn joins_as_it_says(one: &str, other: &str, json: &str) -> Result<(), TestCaseError> {
    let [one, other] = [one, other].map(read::<Things>);
    let value = value_of(json);
    let [first, second] = [&one, &other].map(|filter| matcher(filter).matches(&value));
    let both = one.clone() & other.clone();
    prop_assert_eq!(matcher(&both).matches(&value), first && second);
    prop_assert_eq!(matcher(&(one | other)).matches(&value), first || second);
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_way_to_ask_gives_one_answer(text in filter_text(false), json in document(), style in style()) {
        holds_for_all_ways::<Things>(&text, &json.to_text(&style))?;
    }

    #[test]
    fn every_way_to_ask_an_open_collection_gives_one_answer(
        text in filter_text(true), json in document(), style in style(),
    ) {
        holds_for_all_ways::<Any>(&text, &json.to_text(&style))?;
    }

    #[test]
    fn joined_filters_match_what_their_parts_do(
        one in filter_text(false), other in filter_text(false), json in document(), style in style(),
    ) {
        joins_as_it_says(&one, &other, &json.to_text(&style))?;
    }

    /// Also of texts that are broken in one or two places, just those are taken that serde_json reads.
    #[test]
    fn a_text_is_a_document_where_serde_json_reads_one(
        text in filter_text(false),
        json in document(),
        style in style(),
        edits in prop::collection::vec(
            (any::<prop::sample::Index>(), select(b"\"\\{}[]:,-+.eE019tfnu ad8\0\x80\xff\n".as_slice()), 0..3_u8),
            0..3,
        ),
    ) {
        let mut json = json.to_text(&style).into_bytes();
        for (index, byte, edit) in edits {
            let at = index.index(json.len() + 1);
            match edit {
                0 => json.insert(at, byte),
                1 if at < json.len() => json[at] = byte,
                2 if at < json.len() => drop(json.remove(at)),
                _ => json.truncate(at),
            }
        }
        let matcher = matcher(&read::<Things>(&text));
        let answer = matcher.matches_json(&json);
        match serde_json::from_slice::<Value>(&json) {
            Ok(value) => prop_assert_eq!(answer, Ok(matcher.matches(&value))),
            Err(error) => prop_assert!(answer.is_err(), "{error}"),
        }
    }
}

/// The generators would prove nothing if filters and documents had nothing to do with each other.
#[test]
fn generated_filters_often_match_and_often_do_not() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    let mut runner = TestRunner::deterministic();
    let (mut positive, mut matching) = (0, 0);
    for _ in 0..1_000 {
        let mut clause = clause(false).new_tree(&mut runner).expect("a clause");
        while clause.current().contains(":!") {
            clause = self::clause(false).new_tree(&mut runner).expect("a clause");
        }
        let filter = filter_text(false).new_tree(&mut runner).expect("a filter");
        let json = document().new_tree(&mut runner).expect("a document");
        let value = value_of(&json.current().to_text(&[1]));
        let holds = |text: &str| u32::from(matcher(&read::<Things>(text)).matches(&value));
        positive += holds(&clause.current());
        matching += holds(&filter.current());
    }
    assert!(
        (100..900).contains(&positive),
        "{positive} of 1,000 clauses"
    );
    assert!(
        (250..750).contains(&matching),
        "{matching} of 1,000 filters"
    );
}
