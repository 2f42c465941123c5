//! The shared cases: what is a filter, how it is printed, what is wrong with the rest.

use std::collections::BTreeMap;

use fql_syntax::{Limits, Severity, parse, parse_with};
use serde_json::Value;

struct Case {
    line: usize,
    filter: String,
    canonical: Option<String>,
    codes: Vec<String>,
    fixed: Option<String>,
}

fn cases() -> Vec<Case> {
    let text = include_str!("../../../testdata/fql_cases.jsonl");
    let case = |(index, line): (usize, &str)| {
        let row: Value = serde_json::from_str(line).expect("one JSON object a line");
        let text = |key: &str| row[key].as_str().map(str::to_owned);
        let codes = row["errors"].as_array().or(row["warnings"].as_array());
        let code = |code: &Value| code.as_str().expect("a code").to_owned();
        Case {
            line: index + 1,
            filter: text("filter").expect("a filter"),
            canonical: text("canonical"),
            codes: codes.into_iter().flatten().map(code).collect(),
            fixed: text("fixed"),
        }
    };
    text.lines().enumerate().map(case).collect()
}

#[test]
fn every_case_is_read_as_its_line_says() {
    for case in cases() {
        let reading = parse_with(&case.filter, &Limits::DEFAULT);
        let canonical = reading.tree().map(ToString::to_string);
        let place = format!("line {}: {}", case.line, case.filter);
        assert_eq!(canonical, case.canonical, "{place}");
        let report = reading.into_report();
        let codes: Vec<_> = report
            .diagnostics()
            .iter()
            .map(|diagnostic| diagnostic.code().as_str().to_owned())
            .collect();
        assert_eq!(codes, case.codes, "{place}");
        assert_eq!(report.fixed(), case.fixed, "{place}");
    }
}

#[test]
fn a_canonical_text_reads_as_itself() {
    for canonical in cases().into_iter().filter_map(|case| case.canonical) {
        let again = parse(&canonical).expect("a canonical text is a filter");
        assert_eq!(again.to_string(), canonical);
    }
}

#[test]
fn only_errors_make_a_text_no_filter() {
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
fn no_filter_stands_in_two_lines() {
    let mut seen = BTreeMap::new();
    for case in cases() {
        if let Some(line) = seen.insert(case.filter, case.line) {
            panic!("line {line} and line {} are the same", case.line);
        }
    }
}

/// What [`fql_syntax::Clause::is_supported`] says in one look, said in several.
#[test]
fn a_clause_is_taken_when_the_field_has_what_it_asks_and_every_value_suits() {
    use fql_syntax::{Capability, FieldType, Limits};
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
    let filters = cases().into_iter().map(|case| case.filter);
    for filter in filters.chain(more.map(str::to_owned)) {
        let reading = fql_syntax::parse_with(&filter, &Limits::DEFAULT);
        for clause in reading.partial().clauses() {
            for (kind, takes) in FieldType::ALL
                .iter()
                .flat_map(|kind| (0..16).map(move |bits| (*kind, bits)))
            {
                let has = |capability: &Capability| takes & capability.bit() != 0;
                let expected = clause
                    .capabilities()
                    .is_some_and(|asks| asks.iter().all(has))
                    && clause
                        .values()
                        .all(|(value, _)| clause.value_suits(value, kind));
                assert_eq!(
                    clause.is_supported(kind, takes),
                    expected,
                    "{clause:?} {kind} {takes}"
                );
            }
        }
    }
}
