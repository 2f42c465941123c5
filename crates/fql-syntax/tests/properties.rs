//! What holds for every filter and for every text. `PROPTEST_CASES` sets how many are tried.

use fql_syntax::{
    Clause, Connective, Diagnostic, Expression, Limits, Pattern, Report, Severity, Tree, Value,
    ValueMatch, apply_fixes, parse, parse_template, parse_with, push_escaped, push_quoted,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// White space, mostly none.
fn space() -> impl Strategy<Value = &'static str> {
    select(vec![
        "",
        "",
        "",
        "",
        " ",
        "\t",
        "\n",
        "\r\n",
        "  \u{c}\u{b} ",
    ])
}

fn property() -> impl Strategy<Value = String> {
    "[A-Za-z_][A-Za-z0-9_]{0,3}(\\.[A-Za-z_][A-Za-z0-9_]{0,2}){0,2}"
}

/// Text with what matters between quotes and in patterns.
fn content() -> impl Strategy<Value = String> {
    let special = select(vec![
        "'", "\"", "\\", "*", "\\'", "\\\\", "\\*", "\n", "\0", "🦀", "é", "‘", "%3A", "{", "}",
        "+", ",", "(", ")", "[", "]", ":", "!", " AND ",
    ])
    .prop_map(str::to_owned);
    let any = any::<char>().prop_map(String::from);
    let plain = "[a-z0-9 .]{0,4}".prop_map(|text: String| text);
    vec(prop_oneof![3 => special, 1 => any, 2 => plain], 0..6).prop_map(|parts| parts.concat())
}

/// A text in one of the two quotes, escaped more or less than the printer would.
fn quoted() -> impl Strategy<Value = String> {
    (content(), any::<bool>(), any::<bool>()).prop_map(|(content, double, fully)| {
        if !double && !fully {
            let mut out = String::new();
            push_quoted(&content, &mut out);
            return out;
        }
        let quote = if double { '"' } else { '\'' };
        let mut out = String::from(quote);
        for character in content.chars() {
            if character == quote || character == '\\' {
                out.push('\\');
            }
            out.push(character);
        }
        out.push(quote);
        out
    })
}

fn scalar() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => quoted(),
        1 => "-?[0-9]{1,4}",
        1 => "-?[0-9]{1,3}\\.[0-9]{1,3}",
        1 => select(vec!["true", "false", "null", "Yes", "*", "*web*", "a.b-c", "nowhere", "not"])
            .prop_map(str::to_owned),
    ]
}

fn list() -> impl Strategy<Value = String> {
    vec((space(), scalar(), space()), 1..4).prop_map(|values| {
        let values: Vec<_> = values
            .iter()
            .map(|(a, v, b)| format!("{a}{v}{b}"))
            .collect();
        format!("[{}]", values.join(","))
    })
}

/// A clause, and whether what its text says is negated: operator and value with white space.
fn clause() -> impl Strategy<Value = String> {
    let ranges = select(vec![
        "", "!", ">", ">=", "<", "<=", "!>", "!>=", "!<", "!<=", "~", "!~",
    ]);
    let patterns = select(vec!["*", "!*", "*!", "~*", "~*!", "!~*"]);
    let comparison = prop_oneof![
        4 => (ranges, space(), scalar()).prop_map(|(op, s, v)| format!("{op}{s}{v}")),
        2 => (patterns, space(), quoted()).prop_map(|(op, s, v)| format!("{op}{s}{v}")),
        1 => (select(vec!["", "!"]), space(), list()).prop_map(|(op, s, v)| format!("{op}{s}{v}")),
    ];
    (property(), space(), space(), comparison)
        .prop_map(|(property, a, b, comparison)| format!("{property}{a}:{b}{comparison}"))
        // A star before a word is a part of it, which changes nothing here.
        .prop_filter("`~*` before a word", |text| !text.contains("~*w"))
}

/// What a text was made from: the reference reader walks it instead of the text.
#[derive(Debug, Clone)]
enum Made {
    Clause(String),
    Joined(Vec<(Self, bool)>),
    Group { negated: bool, inside: Box<Self> },
}

fn made() -> impl Strategy<Value = Made> {
    let leaf = clause().prop_map(Made::Clause);
    leaf.prop_recursive(5, 24, 4, |inner| {
        let group = |made: Made, negated: bool| match made {
            Made::Clause(_) if !negated => made,
            _ => Made::Group {
                negated,
                inside: Box::new(made),
            },
        };
        vec((inner, any::<bool>(), prop::bool::weighted(0.3)), 1..4).prop_map(move |parts| {
            let parts = parts
                .into_iter()
                .map(|(part, is_or, negated)| (group(part, negated), is_or))
                .collect();
            Made::Joined(parts)
        })
    })
}

impl Made {
    fn text(&self, space: &str, out: &mut String) {
        match self {
            Self::Clause(text) => out.push_str(text),
            Self::Joined(parts) => {
                for (index, (part, is_or)) in parts.iter().enumerate() {
                    if index > 0 {
                        out.push_str(space);
                        out.push(if *is_or { ',' } else { '+' });
                        out.push_str(space);
                    }
                    part.text(space, out);
                }
            }
            Self::Group { negated, inside } => {
                out.push_str(if *negated { "!(" } else { "(" });
                out.push_str(space);
                inside.text(space, out);
                out.push(')');
            }
        }
    }

    fn clauses(&self) -> usize {
        match self {
            Self::Clause(_) => 1,
            Self::Joined(parts) => parts.iter().map(|(part, _)| part.clauses()).sum(),
            Self::Group { inside, .. } => inside.clauses(),
        }
    }

    /// The truth under an assignment: the next clause takes the next value. `+` binds tighter.
    fn holds(&self, truths: &mut impl Iterator<Item = bool>) -> bool {
        match self {
            Self::Clause(_) => truths.next().expect("a value for each clause"),
            Self::Joined(parts) => {
                let values: Vec<_> = parts
                    .iter()
                    .map(|(part, is_or)| (part.holds(truths), *is_or))
                    .collect();
                let mut any = false;
                let mut all = true;
                for (index, (value, is_or)) in values.into_iter().enumerate() {
                    if index > 0 && is_or {
                        any |= all;
                        all = true;
                    }
                    all &= value;
                }
                any || all
            }
            Self::Group { negated, inside } => inside.holds(truths) != *negated,
        }
    }
}

/// The truth of a tree when its clauses, in order and without their negation, have these truths.
fn tree_holds(expression: Expression<'_>, truths: &mut impl Iterator<Item = bool>) -> bool {
    match expression {
        Expression::Clause(clause) => {
            truths.next().expect("a value for each clause") != clause.operator().is_negated()
        }
        Expression::Group(group) => {
            let values: Vec<_> = group.parts().map(|part| tree_holds(part, truths)).collect();
            match group.connective() {
                Connective::And => values.into_iter().all(|value| value),
                Connective::Or => values.into_iter().any(|value| value),
            }
        }
        Expression::Placeholder(_) => unreachable!("no template"),
    }
}

/// Groups have at least two parts, and none that is a group of the same join.
fn is_flat(expression: Expression<'_>, around: Option<Connective>) -> bool {
    match expression {
        Expression::Group(group) => {
            group.parts().count() >= 2
                && around != Some(group.connective())
                && group
                    .parts()
                    .all(|part| is_flat(part, Some(group.connective())))
        }
        _ => true,
    }
}

fn trusted(text: &str) -> Tree<'_> {
    match parse_with(text, &Limits::TRUSTED).into_result() {
        Ok(tree) => tree,
        Err(report) => panic!("{text:?}\n{report}"),
    }
}

fn errors(report: &Report) -> usize {
    let errors = report
        .diagnostics()
        .iter()
        .filter(|diagnostic| diagnostic.severity() == Severity::Error);
    errors.count() + report.omitted()
}

fn only_clause<'t>(tree: &'t Tree<'_>) -> Clause<'t> {
    let Some(Expression::Clause(clause)) = tree.root() else {
        panic!("one clause: {tree:?}")
    };
    assert_eq!(tree.clauses().count(), 1);
    clause
}

fn only_text(tree: &Tree<'_>) -> (String, String) {
    let Value::String(text) = only_clause(tree).value() else {
        panic!("a text: {tree:?}")
    };
    let meaning = match text.value_match() {
        ValueMatch::Exact(text) => text.into_owned(),
        ValueMatch::Pattern(source) => panic!("a pattern: {source}"),
    };
    (text.value().into_owned(), meaning)
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_is_printed_reads_as_the_same_tree(made in made(), space in space()) {
        let mut text = String::new();
        made.text(space, &mut text);
        let tree = trusted(&text);
        let canonical = tree.to_string();
        let again = trusted(&canonical);
        prop_assert_eq!(&again, &tree);
        prop_assert_eq!(again.to_string(), canonical);
        prop_assert_eq!(tree.clauses().count(), made.clauses());
        prop_assert!(is_flat(tree.root().expect("some clause"), None));
        prop_assert_eq!(&tree.clone().into_owned(), &tree);
    }

    #[test]
    fn a_clause_prints_as_it_reads_alone(text in clause()) {
        let tree = trusted(&text);
        let clause = only_clause(&tree);
        prop_assert_eq!(clause.canonical(), tree.to_string());
        prop_assert_eq!(clause.span().slice(&text), text.as_str());
        let canonical = clause.canonical();
        let again = trusted(&canonical);
        prop_assert_eq!(only_clause(&again), clause);
    }

    #[test]
    fn a_tree_holds_when_its_text_does(
        made in made(),
        truths in vec(any::<bool>(), 64),
        more in vec(any::<bool>(), 64),
    ) {
        let mut text = String::new();
        made.text("", &mut text);
        let tree = trusted(&text);
        let Some(root) = tree.root() else { panic!("some clause") };
        // What a clause's own text says of negation, whatever group it stands in.
        let own: Vec<_> = tree
            .clauses()
            .map(|clause| trusted(clause.span().slice(&text)).clauses().all(|c| c.operator().is_negated()))
            .collect();
        for truths in [truths, more] {
            let plain = truths.iter().copied().cycle();
            let mut spelled = plain.clone().zip(own.clone()).map(|(truth, negated)| truth != negated);
            let expected = made.holds(&mut spelled);
            prop_assert_eq!(tree_holds(root, &mut plain.clone()), expected, "{} is {}", text, tree);
        }
    }

    #[test]
    fn a_quoted_text_is_one_clause_with_just_that_value(value in content()) {
        let mut text = String::from("a:");
        push_quoted(&value, &mut text);
        let tree = trusted(&text);
        let Value::String(read) = only_clause(&tree).value() else { panic!("a text") };
        prop_assert_eq!(read.value(), value.as_str());
        prop_assert_eq!(tree.to_string(), text.clone());

        let mut joined = text.clone();
        joined.push_str("+b:['x',");
        push_quoted(&value, &mut joined);
        joined.push(']');
        prop_assert_eq!(trusted(&joined).clauses().count(), 2);

        let mut escaped = String::from("'");
        push_escaped(&value, &mut escaped);
        prop_assert_eq!(escaped + "'", text[2..].to_owned());
    }

    #[test]
    fn any_text_at_all_can_be_quoted(value in any::<String>()) {
        let mut text = String::from("a:");
        push_quoted(&value, &mut text);
        let tree = trusted(&text);
        let Value::String(read) = only_clause(&tree).value() else { panic!("a text") };
        prop_assert_eq!(read.value(), value.as_str());
    }

    #[test]
    fn a_literal_pattern_in_a_plain_value_is_no_wildcard(value in content()) {
        let mut text = String::from("a:");
        if value.contains('*') {
            push_quoted(Pattern::literal(&value).as_str(), &mut text);
        } else {
            push_quoted(&value, &mut text);
        }
        let tree = trusted(&text);
        prop_assert!(!only_clause(&tree).is_wildcard());
        prop_assert_eq!(only_text(&tree).1, value);
    }

    #[test]
    fn patterns_match_what_they_say(part in content(), other in content(), more in content()) {
        let candidates = [
            part.clone(), other.clone(), String::new(),
            format!("{part}{other}"), format!("{other}{part}"),
            format!("{other}{part}{more}"), format!("{more}{other}"),
        ];
        for text in &candidates {
            prop_assert_eq!(Pattern::literal(&part).matches(text), *text == part);
            prop_assert_eq!(Pattern::starting_with(&part).matches(text), text.starts_with(&part));
            prop_assert_eq!(Pattern::ending_with(&part).matches(text), text.ends_with(&part));
            prop_assert_eq!(Pattern::containing(&part).matches(text), text.contains(&part));
            let around = Pattern::starting_with(&part).then(&other);
            let expected = text.len() >= part.len() + other.len()
                && text.starts_with(&part) && text.ends_with(&other);
            prop_assert_eq!(around.matches(text), expected);
        }
    }

    #[test]
    fn a_pattern_in_a_filter_is_read_as_it_was(part in content()) {
        let pattern = Pattern::containing(&part);
        let mut text = String::from("a:*");
        push_quoted(pattern.as_str(), &mut text);
        let tree = trusted(&text);
        prop_assert!(only_clause(&tree).is_wildcard());
        let Value::String(read) = only_clause(&tree).value() else { panic!("a text") };
        prop_assert_eq!(read.value(), pattern.as_str());
    }

    #[test]
    fn no_text_makes_the_reader_or_the_report_panic(text in any::<String>()) {
        survives(&text);
    }

    #[test]
    fn no_text_of_signs_makes_the_reader_or_the_report_panic(parts in vec(select(SIGNS.to_vec()), 0..24)) {
        survives(&parts.concat());
    }

    #[test]
    fn fixes_keep_what_was_read_and_bring_no_new_errors(
        clauses in vec(sound_clause(), 1..5),
        slips in vec((select(JOINS.to_vec()), select(SLIPS.to_vec())), 5),
    ) {
        let mut text = String::new();
        for (clause, (join, slip)) in clauses.iter().zip(&slips) {
            if !text.is_empty() {
                text.push_str(join);
            }
            text.push_str(slip);
            text.push_str(clause);
        }
        let report = parse_with(&text, &Limits::DEFAULT).into_report();
        if let Some(fixed) = report.fixed() {
            // A broken quote makes a part of its text out of what stands behind it.
            let is_sound = report.diagnostics().iter().all(|found| found.code() != fql_syntax::Code::QuoteInText);
            for clause in clauses.iter().filter(|_| is_sound) {
                let (property, value) = clause.split_once(':').expect("a colon");
                prop_assert!(fixed.contains(property), "{} -> {}", text, fixed);
                prop_assert!(fixed.contains(value), "{} -> {}", text, fixed);
                if let Ok(tree) = parse(&fixed) {
                    let negated = format!("{property}:!{value}");
                    let has = tree.clauses().any(|found| {
                        found.canonical() == *clause || found.canonical() == negated
                            || negated.contains("!!") || negated.contains("!>") || negated.contains("!*")
                    });
                    prop_assert!(has, "{} -> {}", text, fixed);
                }
            }
        }
        settles(&text, true)?;
    }

    // Among so many mistakes one hides others, which show when it is fixed.
    #[test]
    fn fixes_of_any_signs_settle(parts in vec(select(SIGNS.to_vec()), 0..16)) {
        settles(&parts.concat(), false)?;
    }

    #[test]
    fn fixes_are_applied_as_a_whole_or_not_at_all(
        text in "[a-z🦀]{0,12}",
        spans in vec(vec((0_usize..16, 0_usize..16, "[A-Z]{0,2}"), 1..4), 0..5),
    ) {
        use fql_syntax::{Code, Fix, Span};
        let diagnostics: Vec<_> = spans
            .iter()
            .map(|edits| {
                let fix = edits.iter().fold(Fix::default(), |fix, (start, length, new)| {
                    fix.and_replace(Span::new(*start, start + length), new.clone())
                });
                Diagnostic::new(Code::UnexpectedText, Span::default(), "", "").with_fix(fix)
            })
            .collect();
        let _ = apply_fixes(&text, &diagnostics);
    }
}

const SIGNS: &[&str] = &[
    "a",
    "b:1",
    "a:",
    "'",
    "\"",
    "[",
    "]",
    "(",
    ")",
    "+",
    ",",
    "!",
    "*",
    "\\",
    "‘",
    "’",
    " ",
    "%41",
    "%27",
    "%",
    "{",
    "}",
    "=",
    "<",
    ">",
    "~",
    " AND ",
    " or ",
    "NOT ",
    "not",
    "in",
    " like ",
    "is ",
    "null",
    "TO ",
    ";",
    "|",
    "&",
    ".",
    "1",
    "-",
    "now",
    "2026-01-01",
    "T10:",
    "\u{a0}",
    "\u{feff}",
    "\u{301}",
    "🦀",
    ":",
    "x",
    "\n",
    "\r\n",
    "\0",
    "between ",
    "`",
];

const JOINS: &[&str] = &[
    "+", ",", " AND ", " or ", "&&", " || ", "&", "++", ", +", " ", "; ", "+!", ")+(", "\u{a0}+",
];

const SLIPS: &[&str] = &[
    "",
    "",
    "",
    "!",
    "NOT ",
    "c='x'+",
    "d:=<5,",
    "e:now-7d+",
    "f:‘x’+",
    "g:[]+",
    "h:10.0.0.1,",
    "i:'Pat O'Neil'+",
    "(",
    "*+",
    "j in (1,2)+",
    "k%3A1+",
    "l:foo bar+",
    "m like '%x%',",
    "n:('x')+",
];

/// A clause that no slip can be taken for a part of.
fn sound_clause() -> impl Strategy<Value = String> {
    let value = select(vec![
        "'open'",
        "22",
        "!'x y'",
        ">=7.5",
        "*'web*'",
        "['a','b']",
        "null",
    ]);
    ("[p-s][a-z]{2,4}", value).prop_map(|(property, value)| format!("{property}:{value}"))
}

fn survives(text: &str) {
    for reading in [
        parse_with(text, &Limits::DEFAULT),
        parse_template(text, &Limits::DEFAULT),
    ] {
        let partial = reading.partial();
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
                clause.value().kinds(),
                clause.is_wildcard(),
                format!("{clause:?}"),
            );
        }
        let is_filter = reading.tree().is_some();
        let report = reading.into_report();
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

/// After a few rounds there is nothing left to fix; and each leaves no more errors than there were.
fn settles(text: &str, never_more: bool) -> Result<(), TestCaseError> {
    let mut text = text.to_owned();
    for _ in 0..24 {
        let report = parse_with(&text, &Limits::DEFAULT).into_report();
        let Some(fixed) = report.fixed() else {
            return Ok(());
        };
        let after = parse_with(&fixed, &Limits::DEFAULT).into_report();
        prop_assert!(
            !never_more || errors(&after) <= errors(&report),
            "{text:?} has {}, {fixed:?} has {}\n{report}\n{after}",
            errors(&report),
            errors(&after)
        );
        prop_assert_ne!(&fixed, &text);
        text = fixed;
    }
    Err(TestCaseError::fail(format!("never settles: {text:?}")))
}

#[test]
fn parse_is_read_with_the_default_limits() {
    assert_eq!(
        parse("a:1").ok().map(|tree| tree.to_string()).as_deref(),
        Some("a:1")
    );
    assert!(parse("a").is_err());
}
