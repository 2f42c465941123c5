//! The shared corpus of filters: canonical texts, diagnostics and fixes.

use std::collections::BTreeMap;

use fql_syntax::{Capability, FieldType, Limits, Severity, parse, parse_with};
use serde_json::Value;

struct Case {
    line: usize,
    filter: String,
    canonical: Option<String>,
    codes: Vec<String>,
    fixed: Option<String>,
}

fn cases() -> Vec<Case> {
    let corpus = include_str!("../../../testdata/fql_cases.jsonl");
    let case = |(index, line): (usize, &str)| {
        let row: Value = serde_json::from_str(line).expect("one JSON object per line");
        let string = |key: &str| row[key].as_str().map(str::to_owned);
        let codes = row["errors"].as_array().or(row["warnings"].as_array());
        let code = |code: &Value| code.as_str().expect("a code").to_owned();
        Case {
            line: index + 1,
            filter: string("filter").expect("a filter"),
            canonical: string("canonical"),
            codes: codes.into_iter().flatten().map(code).collect(),
            fixed: string("fixed"),
        }
    };
    corpus.lines().enumerate().map(case).collect()
}

#[test]
fn corpus_filters_parse_as_expected() {
    for case in cases() {
        let parsed = parse_with(&case.filter, &Limits::DEFAULT);
        let canonical = parsed.tree().map(ToString::to_string);
        let location = format!("line {}: {}", case.line, case.filter);
        assert_eq!(canonical, case.canonical, "{location}");
        let report = parsed.into_report();
        let codes: Vec<_> = report
            .diagnostics()
            .iter()
            .map(|diagnostic| diagnostic.code().as_str().to_owned())
            .collect();
        assert_eq!(codes, case.codes, "{location}");
        assert_eq!(report.fixed(), case.fixed, "{location}");
    }
}

#[test]
fn canonical_text_round_trips() {
    for canonical in cases().into_iter().filter_map(|case| case.canonical) {
        let tree = parse(&canonical).expect("a canonical text is a filter");
        assert_eq!(tree.to_string(), canonical);
    }
}

#[test]
fn only_errors_make_a_filter_invalid() {
    for case in cases() {
        let report = parse_with(&case.filter, &Limits::DEFAULT).into_report();
        let errors = report
            .diagnostics()
            .iter()
            .filter(|diagnostic| diagnostic.severity() == Severity::Error)
            .count();
        assert_eq!(errors == 0, case.canonical.is_some(), "{}", case.filter);
    }
}

#[test]
fn corpus_filters_are_unique() {
    let mut lines = BTreeMap::new();
    for case in cases() {
        if let Some(line) = lines.insert(case.filter, case.line) {
            panic!("lines {line} and {} are the same", case.line);
        }
    }
}

/// [`fql_syntax::Clause::is_supported`] is a faster implementation of the two methods used here.
#[test]
fn is_supported_agrees_with_capabilities_and_values() {
    let more = [
        "a:null",
        "a:!null",
        "a:>null",
        "a:[null]",
        "a:>'2026*'",
        "a:['x*',1]",
        r"a:'x\*'",
        "a:w*",
        "a:'443'",
        "a:'10.0.0.0/8'",
        "a:['now-7d','2026']",
        "a:7.0",
        "a:~'x'",
        "a:!~*'x'",
        "a:*'x'",
    ];
    let fields: Vec<(FieldType, u8)> = FieldType::ALL
        .into_iter()
        .flat_map(|field_type| (0..32).map(move |capabilities| (field_type, capabilities)))
        .collect();
    let filters = cases().into_iter().map(|case| case.filter);
    for filter in filters.chain(more.map(str::to_owned)) {
        let parsed = parse_with(&filter, &Limits::DEFAULT);
        for clause in parsed.partial_tree().clauses() {
            for (field_type, capabilities) in &fields {
                let has = |capability: &Capability| capabilities & capability.bit() != 0;
                let expected = clause.capabilities().iter().all(has)
                    && clause
                        .values()
                        .all(|(value, _)| clause.is_valid_value(value, *field_type));
                assert_eq!(
                    clause.is_supported(*field_type, *capabilities),
                    expected,
                    "{clause:?} {field_type} {capabilities}"
                );
            }
        }
    }
}
