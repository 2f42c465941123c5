//! The tables of all collections, compared with the facts in `testdata/collections.jsonl`, and the
//! examples of the facts.
#![cfg(feature = "all-collections")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fql::{Capability, FieldType, Grade, Presence, Row, Severity, Table, collections};
use serde_json::Value;

fn facts() -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/collections.jsonl");
    let lines = std::fs::read_to_string(path).expect("the facts");
    let facts = lines.lines().map(serde_json::from_str);
    facts.collect::<Result<_, _>>().expect("JSON")
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

fn list<'v>(value: &'v Value, key: &str) -> Vec<&'v str> {
    let items = value[key].as_array().into_iter().flatten();
    items.map(|item| item.as_str().expect("a string")).collect()
}

fn table(facts: &Value) -> &'static Table {
    let name = text(facts, "collection");
    collections::find(name).unwrap_or_else(|| panic!("no table `{name}`"))
}

/// Returns the cells of a row in the letters of the facts.
fn cells(row: &Row) -> String {
    let matches = Capability::ALL.map(|capability| row.grade(capability));
    let grades = matches.into_iter().chain([row.sort_grade()]);
    let letters = grades.map(|grade| match grade {
        Grade::Documented => 'D',
        Grade::Shown => 'S',
        Grade::Denied => 'N',
        Grade::Unknown => '-',
    });
    letters.collect()
}

fn expected_type(kind: &str) -> &str {
    if kind == "unknown" { "any" } else { kind }
}

#[test]
fn tables_equal_the_facts() {
    let mut cell_count = 0;
    for facts in facts() {
        let table = table(&facts);
        let name = table.name;
        let mut rows: BTreeMap<&str, &Row> = table.rows.iter().map(|row| (row.name, row)).collect();
        for field in facts["fields"].as_array().expect("fields") {
            let path = text(field, "field");
            if path.contains('-') {
                // Not a property of FQL, as the documentation of the block says.
                assert!(table.find(path).is_none(), "{name} {path}");
                continue;
            }
            let row = rows.remove(path).unwrap_or_else(|| panic!("{name} {path}"));
            assert_eq!(cells(row), text(field, "cells"), "{name} {path}");
            assert_eq!(
                row.presence.name(),
                text(field, "presence"),
                "{name} {path}"
            );
            let kind = expected_type(text(field, "kind"));
            assert_eq!(row.field_type.name(), kind, "{name} {path}");
            assert_values(row, &list(field, "values"), name);
            assert_sources(row, field, &facts);
            cell_count += 6;
        }
        assert_eq!(rows.len(), 0, "{name}: {:?}", rows.keys());
        assert_eq!(table.is_open, table.rows.is_empty(), "{name}");
        if !table.is_open {
            assert_eq!(table.class.name(), text(&facts, "table"), "{name}");
            assert_eq!(
                table.unknown_field.name(),
                text(&facts, "unknown_field"),
                "{name}"
            );
        }
        assert_eq!(table.operations, list(&facts, "operations"), "{name}");
        assert_eq!(
            table.separator.as_char().to_string(),
            text(&facts, "separator"),
            "{name}"
        );
    }
    assert!(cell_count > 16_000, "{cell_count}");
}

/// Published values are kept for fields of strings that filters use.
fn assert_values(row: &Row, expected: &[&str], name: &str) {
    let is_field = matches!(row.presence, Presence::Documented | Presence::Shown);
    let is_text = matches!(row.field_type, FieldType::Text | FieldType::Any);
    let values = row
        .vocabulary
        .map_or(&[][..], |vocabulary| vocabulary.values);
    let expected = if is_field && is_text { expected } else { &[] };
    assert_eq!(values, expected, "{name} {}", row.name);
}

/// Every file that a fact cites is a source of the row.
fn assert_sources(row: &Row, field: &Value, facts: &Value) {
    for index in field["sources"].as_array().expect("indexes") {
        let index = index.as_u64().expect("an index") as usize;
        let source = facts["sources"][index].as_str().expect("a source");
        let file = source.split([':', '(']).next().unwrap_or_default().trim();
        assert!(
            row.source.contains(file),
            "{} {file}: {}",
            row.name,
            row.source
        );
    }
}

#[test]
fn every_table_has_facts() {
    let known: BTreeSet<String> = facts()
        .iter()
        .map(|facts| text(facts, "collection").to_owned())
        .collect();
    let others: Vec<&str> = collections::all()
        .map(|table| table.name)
        .filter(|name| !known.contains(*name))
        .collect();
    assert_eq!(others, ["external-assets", "sensors", "subsidiaries"]);
    assert_eq!(known.len(), 198);
}

/// Returns the codes of the errors of a filter.
fn errors(table: &Table, filter: &str) -> Vec<String> {
    let parsed = match fql::parse_any(filter) {
        Ok(parsed) => parsed,
        Err(error) => {
            let diagnostics = error.report().diagnostics().iter();
            return diagnostics.map(|one| one.code().to_string()).collect();
        }
    };
    let tree = parsed.tree().expect("a valid filter");
    let report = fql::Report::new(parsed.as_str(), fql::validate_table(table, &tree));
    let diagnostics = report.diagnostics().iter();
    let errors = diagnostics.filter(|one| one.severity() == Severity::Error);
    errors.map(|one| one.code().to_string()).collect()
}

fn examples(verdict: &str) -> Vec<(&'static Table, String)> {
    let mut examples = Vec::new();
    for facts in facts() {
        for example in facts["examples"].as_array().expect("examples") {
            if text(example, "verdict") == verdict {
                examples.push((table(&facts), text(example, "filter").to_owned()));
            }
        }
    }
    examples
}

/// Asserts that the failing examples are those with a reason.
fn assert_explained(failing: &[(&str, &String)], explained: &[(&str, &str, &str)]) {
    let failing: Vec<(&str, &str)> = failing
        .iter()
        .map(|(name, filter)| (*name, filter.as_str()))
        .collect();
    let explained: Vec<(&str, &str)> = explained
        .iter()
        .map(|(name, filter, _)| (*name, *filter))
        .collect();
    assert_eq!(failing, explained);
}

#[test]
fn valid_examples_have_no_errors() {
    let examples = examples("valid");
    let failing: Vec<_> = examples
        .iter()
        .filter(|(table, filter)| !errors(table, filter).is_empty())
        .map(|(table, filter)| (table.name, filter))
        .collect();
    let whole_filter = "a lone star is the whole filter; leave the filter out";
    let epoch = "a number of seconds as a time";
    assert_explained(
        &failing,
        &[
            ("alerts", "*", whole_filter),
            (
                "intel-indicators",
                "(type:'ip_address',type:'domain')+last_updated:>1700000000",
                epoch,
            ),
            ("intel-reports", "created_date:>1577836799", epoch),
            ("sensor-installers", "*", whole_filter),
        ],
    );
}

#[test]
fn invalid_examples_are_rejected() {
    let examples = examples("invalid");
    let accepted: Vec<_> = examples
        .iter()
        .filter(|(table, filter)| errors(table, filter).is_empty())
        .map(|(table, filter)| (table.name, filter))
        .collect();
    let unlisted = "a warning: the list of fields may be incomplete";
    assert_explained(
        &accepted,
        &[
            ("firewall-rule-groups", "zzz_not_a_field:'x'", unlisted),
            ("host-group-members", "not_a_real_field:'value'", unlisted),
            ("hosts", "zzz_not_a_field:'x'", unlisted),
            ("prevention-policies", "zzz_not_a_field:'x'", unlisted),
            ("sensor-installers", "platform_name:!'Linux'", unlisted),
        ],
    );
}
