//! Properties of evaluation for generated filters and documents. `PROPTEST_CASES` sets the number of
//! cases.

use fql::collections::any::Any;
use fql::eval::Matcher;
use fql::syntax::Tree;
use fql::{Collection, Filter, Instant, NegateError};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

mod all_types {
    fql::collection! {
        /// A field of each type, at the top level and nested, with every supported match.
        pub AllTypes "all-types" sort "|";
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

use all_types::AllTypes;

use crate::{NOW, matcher};

const STRINGS: &[&str] = &[
    "", "a", "A", "ab", "abc", "b*", r"\*", r"a\b", "443", "443.0", "true", "é", "a\nb", "\"",
    "null", "'", "ΑΣΑ", "ας", "ß",
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
    "18446744073709551617",
    "1000000000000000000000000000000000000001",
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
    "9007199254740992.0",
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
    "2026-11-22t10:00:00z",
    "2026-11-22T09:59:60.0000000000Z",
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
    "*", "a*", "*b", "*4*", r"b\**", "a*b", "", "a", "*:*", "t*e", "192.0.*", "Σ", "*Σ", "SS",
];

fn quoted(text: &str) -> String {
    let mut out = String::new();
    fql_syntax::push_quoted(text, &mut out);
    out
}

fn any_of(values: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(values).prop_map(str::to_owned)
}

/// A literal of a field type in FQL syntax.
fn literal(field_type: &'static str) -> BoxedStrategy<String> {
    // An escaped star is literal after every operator.
    let string = || select(STRINGS).prop_map(|text| quoted(&text.replace('*', r"\*")));
    match field_type {
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
        "t" => string().boxed(),
        _ => prop_oneof![string(), any_of(NUMBERS), any_of(&["true", "false"])].boxed(),
    }
}

/// A clause of the typed collection, or of an open one.
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
    fields.prop_flat_map(move |(field, declared_type)| {
        let field_type = if is_open { "" } else { declared_type };
        let exact = (select(vec!["", "!"]), literal(field_type));
        let null = (select(vec!["", "!"]), Just("null".to_owned()));
        let list = (
            select(vec!["", "!"]),
            prop::collection::vec(literal(field_type), 1..4),
        )
            .prop_map(|(operator, values)| (operator, format!("[{}]", values.join(","))));
        let wildcard = (
            select(vec!["*", "!*"]),
            any_of(PATTERNS).prop_map(|p| quoted(&p)),
        );
        let text_match = (
            select(vec!["~", "!~", "~*", "~*!"]),
            any_of(PATTERNS).prop_map(|p| quoted(&p)),
        );
        let bound = literal(if is_open { declared_type } else { field_type });
        let range = (
            select(vec![">", ">=", "<", "<=", "!>", "!>=", "!<", "!<="]),
            bound,
        );
        let supports_range = field_type != "b" && (is_open || field_type != "t");
        prop_oneof![
            4 => exact,
            1 => null,
            2 => list,
            2 => wildcard,
            u32::from(is_open) => text_match,
            3 * u32::from(supports_range) => range,
        ]
        .prop_map(move |(operator, value)| format!("{field}:{operator}{value}"))
    })
}

fn filter_source(is_open: bool) -> impl Strategy<Value = String> {
    clause(is_open).prop_recursive(4, 12, 4, |inner| {
        (
            prop::collection::vec(inner, 1..4),
            select(vec!["+", ",", " + ", " ,\n"]),
            any::<bool>(),
        )
            .prop_map(|(parts, connective, is_negated)| {
                format!(
                    "{}({})",
                    if is_negated { "!" } else { "" },
                    parts.join(connective)
                )
            })
    })
}

/// A JSON document before serialization; keys may be duplicated.
#[derive(Debug, Clone)]
enum Json {
    /// A literal that is written verbatim.
    Verbatim(String),
    String(String),
    Array(Vec<Self>),
    Object(Vec<(String, Self)>),
}

fn scalar() -> impl Strategy<Value = Json> {
    prop_oneof![
        3 => any_of(STRINGS).prop_map(Json::String),
        2 => any_of(JSON_NUMBERS).prop_map(Json::Verbatim),
        1 => any_of(NUMBERS).prop_map(Json::String),
        1 => any_of(&["true", "false", "null", "null"]).prop_map(Json::Verbatim),
        2 => any_of(DOCUMENT_TIMES).prop_map(Json::String),
        2 => any_of(ADDRESSES).prop_map(Json::String),
        1 => any::<String>().prop_map(Json::String),
        1 => any::<f64>().prop_filter_map("not representable in JSON", |number| {
            serde_json::Number::from_f64(number).map(|number| Json::Verbatim(number.to_string()))
        }),
        1 => any::<i64>().prop_map(|number| Json::Verbatim(number.to_string())),
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
        6 => typed_object(2),
    ]
}

/// An object whose members mostly have the type of their field.
fn typed_object(depth: u32) -> BoxedStrategy<Json> {
    let member = |name: &'static str, typed_value: BoxedStrategy<Json>| {
        let value = prop_oneof![
            5 => typed_value.clone(),
            1 => scalar(),
            1 => prop::collection::vec(typed_value, 0..4).prop_map(Json::Array),
        ];
        prop::option::weighted(0.8, value.prop_map(move |value| (name.to_owned(), value)))
    };
    let string = |values| any_of(values).prop_map(Json::String).boxed();
    let inner = match depth {
        0 => Just(Json::Verbatim("null".to_owned())).boxed(),
        _ => typed_object(depth - 1),
    };
    let members = (
        member("t", string(&STRINGS[..9])),
        member("n", any_of(JSON_NUMBERS).prop_map(Json::Verbatim).boxed()),
        member(
            "b",
            any_of(&["true", "false"]).prop_map(Json::Verbatim).boxed(),
        ),
        member("at", string(DOCUMENT_TIMES)),
        member("ip", string(ADDRESSES)),
        member("o", inner),
    );
    members
        .prop_map(|(t, n, b, at, ip, o)| {
            Json::Object([t, n, b, at, ip, o].into_iter().flatten().collect())
        })
        .boxed()
}

/// Serialization style; each choice consumes the next number.
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

    fn string(&mut self, value: &str, out: &mut String) {
        out.push('"');
        for character in value.chars() {
            let needs_escape = matches!(character, '"' | '\\' | '\0'..='\x1f');
            if needs_escape || self.choose(7) == 0 {
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
            Self::Verbatim(literal) => out.push_str(literal),
            Self::String(value) => style.string(value, out),
            Self::Array(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    item.write(style, out);
                }
                style.space(out);
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    style.space(out);
                    style.string(name, out);
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

    fn serialize(&self, choices: &[u8]) -> String {
        let mut out = String::new();
        let choices = choices.iter().cycle();
        self.write(&mut Style { choices }, &mut out);
        out
    }
}

fn style() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![Just(vec![1]), prop::collection::vec(any::<u8>(), 1..40)]
}

fn parse_json(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

/// Parses a generated source, which is always valid.
fn parse<C: Collection>(source: &str) -> Filter<C> {
    source
        .parse()
        .unwrap_or_else(|error| panic!("{source}: {error}"))
}

fn check_consistency<C: Collection>(source: &str, json: &str) -> Result<(), TestCaseError> {
    let filter: Filter<C> = parse(source);
    let value = parse_json(json);
    let matcher = matcher(&filter);
    let matches = matcher.matches(&value);

    // All ways to evaluate agree.
    prop_assert_eq!(
        matcher.matches_json(json.as_bytes()),
        Ok(matches),
        "from JSON text"
    );
    prop_assert_eq!(matcher.explain(&value).matches(), matches, "explained");
    if let (true, Some(prefilter)) = (matches, matcher.prefilter()) {
        prop_assert!(prefilter.may_match(json.as_bytes()), "prefiltered");
    }
    if !source.contains("now") {
        prop_assert_eq!(filter.matches(&value), matches, "without a matcher");
    }

    // The tree as written and the reparsed canonical text are equivalent.
    let tree =
        fql_syntax::parse(source).map_err(|report| TestCaseError::fail(report.to_string()))?;
    let now: Instant = NOW.parse().expect("valid timestamp");
    let as_written = Matcher::from_tree(&C::TABLE, &tree, now);
    prop_assert_eq!(as_written.matches(&value), matches, "as written");
    let printed = tree.to_string();
    let tree: Tree<'_> = fql_syntax::parse(&printed).expect("canonical text is valid");
    let as_printed = Matcher::from_tree(&C::TABLE, &tree, now);
    prop_assert_eq!(as_printed.matches(&value), matches, "as printed");

    // The negation has the opposite result.
    let negated: Result<_, NegateError> = filter.negate();
    let negated = negated.map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert_eq!(self::matcher(&negated).matches(&value), !matches, "negated");
    let negated: Filter<C> = parse(&format!("!({source})"));
    prop_assert_eq!(
        self::matcher(&negated).matches_json(json.as_bytes()),
        Ok(!matches),
        "negated in FQL"
    );
    Ok(())
}

/// `&` and `|` of filters are the conjunction and disjunction of their results.
fn check_connectives(left: &str, right: &str, json: &str) -> Result<(), TestCaseError> {
    let [left, right] = [left, right].map(parse::<AllTypes>);
    let value = parse_json(json);
    let [left_matches, right_matches] =
        [&left, &right].map(|filter| matcher(filter).matches(&value));
    let both = left.clone() & right.clone();
    prop_assert_eq!(
        matcher(&both).matches(&value),
        left_matches && right_matches
    );
    prop_assert_eq!(
        matcher(&(left | right)).matches(&value),
        left_matches || right_matches
    );
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn typed_collection_results_are_consistent(
        source in filter_source(false), json in document(), style in style(),
    ) {
        check_consistency::<AllTypes>(&source, &json.serialize(&style))?;
    }

    #[test]
    fn open_collection_results_are_consistent(
        source in filter_source(true), json in document(), style in style(),
    ) {
        check_consistency::<Any>(&source, &json.serialize(&style))?;
    }

    #[test]
    fn combined_filters_match_like_their_operands(
        left in filter_source(false), right in filter_source(false), json in document(), style in style(),
    ) {
        check_connectives(&left, &right, &json.serialize(&style))?;
    }

    /// Also after up to two random edits, the same inputs are accepted as by `serde_json`.
    #[test]
    fn json_is_accepted_exactly_if_serde_json_accepts(
        source in filter_source(false),
        json in document(),
        style in style(),
        edits in prop::collection::vec(
            (any::<prop::sample::Index>(), select(b"\"\\{}[]:,-+.eE019tfnu ad8\0\x80\xff\n".as_slice()), 0..3_u8),
            0..3,
        ),
    ) {
        let mut json = json.serialize(&style).into_bytes();
        for (index, byte, edit) in edits {
            let at = index.index(json.len() + 1);
            match edit {
                0 => json.insert(at, byte),
                1 if at < json.len() => json[at] = byte,
                2 if at < json.len() => drop(json.remove(at)),
                _ => json.truncate(at),
            }
        }
        let matcher = matcher(&parse::<AllTypes>(&source));
        let result = matcher.matches_json(&json);
        match serde_json::from_slice::<Value>(&json) {
            Ok(value) => prop_assert_eq!(result, Ok(matcher.matches(&value))),
            Err(error) => prop_assert!(result.is_err(), "{error}"),
        }
    }
}

/// Guards the generators: filters and documents must be related for the properties to mean much.
#[test]
fn generators_yield_matches_and_mismatches() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    let mut runner = TestRunner::deterministic();
    let (mut positive, mut matching) = (0, 0);
    for _ in 0..1_000 {
        let mut clause = clause(false).new_tree(&mut runner).expect("valid clause");
        while clause.current().contains(":!") {
            clause = self::clause(false)
                .new_tree(&mut runner)
                .expect("valid clause");
        }
        let filter = filter_source(false)
            .new_tree(&mut runner)
            .expect("valid filter");
        let json = document().new_tree(&mut runner).expect("valid JSON");
        let value = parse_json(&json.current().serialize(&[1]));
        let matches = |source: &str| u32::from(matcher(&parse::<AllTypes>(source)).matches(&value));
        positive += matches(&clause.current());
        matching += matches(&filter.current());
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
