//! The tables of all collections, compared with the facts in `testdata/collections.jsonl`, and the
//! examples of the facts.
#![cfg(feature = "all-collections")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fql::collections;
use fql::diagnostics::{Report, Severity};
use fql::operation::{FilterLocation, Items, Method, OperationKind, Pagination};
use fql::table::{Capability, FieldType, Grade, Presence, Row, Table};
use serde_json::{Value, json};

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
        assert_operations(table, &facts["operations"]);
        assert_eq!(
            table.separator.as_char().to_string(),
            text(&facts, "separator"),
            "{name}"
        );
    }
    assert!(cell_count > 16_000, "{cell_count}");
}

/// The rows of the operations are those of the facts, in their order.
fn assert_operations(table: &Table, facts: &Value) {
    let facts = facts.as_array().expect("operations");
    assert_eq!(table.operations.len(), facts.len(), "{}", table.name);
    for (operation, facts) in table.operations.iter().zip(facts) {
        let name = format!("{} {}", table.name, operation.id);
        let of_table = json!({
            "id": operation.id,
            "method": operation.method.name(),
            "path": operation.path,
            "filter_in": operation.filter.name(),
            "filter_required": operation.is_filter_required,
            "limit": [operation.page_size.default, operation.page_size.max],
            "paging": match operation.pagination {
                Pagination::OffsetFromNext => "offset token",
                pagination => pagination.name(),
            },
            "sort_form": operation.sort.name(table.separator),
            "note": operation.note,
        });
        let mut of_facts = facts.clone();
        let is_listing = matches!(operation.kind, OperationKind::Listing(_));
        of_facts["paging"] = text(facts, "paging")
            .replace(',', "")
            .replace(" (mutually exclusive)", "")
            .into();
        of_facts["sort_form"] = match text(facts, "sort_form") {
            "no sort parameter" => "none",
            "unknown" if !is_listing => "none",
            "field.asc and field|asc" | "field.asc (live) and field|asc (swagger)" => {
                "field.asc or field|asc"
            }
            form => form,
        }
        .into();
        of_facts["note"] = text(facts, "note").into();
        assert_eq!(of_table, of_facts, "{name}");
        assert!(!operation.source.is_empty(), "{name}");
    }
}

/// Lookups and aggregations that the facts do not have name the file that defines them.
#[test]
fn further_operations_have_a_purpose_and_source() {
    let mut counts = [0; 2];
    for table in collections::all() {
        for operation in table.further_operations {
            let name = format!("{} {}", table.name, operation.id);
            match operation.kind {
                OperationKind::Details(_) => counts[0] += 1,
                OperationKind::Aggregation(_) => counts[1] += 1,
                kind => panic!("{name}: {kind:?}"),
            }
            assert!(
                operation.source.starts_with("falconpy ")
                    || operation.source.starts_with("gofalcon "),
                "{name}"
            );
        }
    }
    assert!(counts[0] >= 150 && counts[1] >= 35, "{counts:?}");
}

/// A page is selected by one documented scheme, and ids are read from documented fields.
#[test]
fn shared_operations_are_described_alike() {
    let tables = collections::all().flat_map(|table| table.all_operations());
    let operations: Vec<_> = tables.collect();
    for one in &operations {
        for other in operations.iter().filter(|other| other.id == one.id) {
            assert_eq!(
                (one.method, one.path),
                (other.method, other.path),
                "{}",
                one.id
            );
            assert_eq!(one.kind, other.kind, "{}", one.id);
        }
    }
}

#[test]
fn listings_can_be_paged_by_their_rows() {
    let mut count = 0;
    for table in collections::all() {
        for operation in table.operations {
            let OperationKind::Listing(items) = operation.kind else {
                continue;
            };
            let name = format!("{} {}", table.name, operation.id);
            count += 1;
            assert!(
                !operation.path.contains('{'),
                "{name}: a parameter of the path"
            );
            let has_body = operation.filter == FilterLocation::Body;
            assert_eq!(has_body, operation.method == Method::Post, "{name}");
            if let Some(window) = operation.window {
                assert!(
                    operation.pagination.parameters().contains(&"offset"),
                    "{name}"
                );
                assert!(
                    operation.page_size.max.is_none_or(|max| max <= window),
                    "{name}"
                );
            }
            if operation.path.contains("/combined/") {
                assert_eq!(items, Items::Documents, "{name}");
            }
        }
    }
    assert!(count >= 280, "{count}");
}

/// Published values are kept for fields of strings and integers that filters use.
fn assert_values(row: &Row, expected: &[&str], name: &str) {
    let is_field = matches!(row.presence, Presence::Documented | Presence::Shown);
    let has_values = matches!(
        row.field_type,
        FieldType::Text | FieldType::Integer | FieldType::Any
    );
    let values = row
        .details
        .vocabulary
        .map_or(&[][..], |vocabulary| vocabulary.values);
    let expected = if is_field && has_values {
        expected
    } else {
        &[]
    };
    assert_eq!(values, expected, "{name} {}", row.name);
}

/// Every file that a fact cites is a source of the row.
fn assert_sources(row: &Row, field: &Value, facts: &Value) {
    for index in field["sources"].as_array().expect("indexes") {
        let index = index.as_u64().expect("an index") as usize;
        let source = facts["sources"][index].as_str().expect("a source");
        let file = source.split([':', '(']).next().unwrap_or_default().trim();
        assert!(
            row.details.source.contains(file),
            "{} {file}: {}",
            row.name,
            row.details.source
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

/// Returns the problems of a filter.
fn report(table: &Table, filter: &str) -> Report {
    let parsed = match fql::parse_any(filter) {
        Ok(parsed) => parsed,
        Err(error) => return error.report().clone(),
    };
    let tree = parsed.tree().expect("a valid filter");
    Report::new(parsed.as_str(), fql::syntax::validate_table(table, &tree))
}

fn has(report: &Report, severity: Severity) -> bool {
    let mut diagnostics = report.diagnostics().iter();
    diagnostics.any(|diagnostic| diagnostic.severity() == severity)
}

/// Returns the examples with a verdict, and their reports.
fn examples(verdict: &str) -> Vec<(&'static str, String, Report)> {
    let mut examples = Vec::new();
    for facts in facts() {
        for example in facts["examples"].as_array().expect("examples") {
            if text(example, "verdict") == verdict {
                let filter = text(example, "filter");
                let table = table(&facts);
                examples.push((table.name, filter.to_owned(), report(table, filter)));
            }
        }
    }
    examples
}

/// Asserts that the examples with unexpected reports are those with a reason.
fn assert_explained(
    examples: &[(&str, String, Report)],
    is_unexpected: impl Fn(&Report) -> bool,
    explained: &[(&str, &str, &str)],
) {
    let unexpected: Vec<(&str, &str)> = examples
        .iter()
        .filter(|(_, _, report)| is_unexpected(report))
        .map(|(name, filter, _)| (*name, filter.as_str()))
        .collect();
    let explained: Vec<(&str, &str)> = explained
        .iter()
        .map(|(name, filter, _)| (*name, *filter))
        .collect();
    assert_eq!(unexpected, explained);
}

#[test]
fn valid_examples_have_no_errors() {
    let examples = examples("valid");
    assert!(examples.len() >= 624, "{}", examples.len());
    let whole_filter = "a lone star is the whole filter; leave the filter out";
    assert_explained(
        &examples,
        |report| has(report, Severity::Error),
        &[
            ("alerts", "*", whole_filter),
            ("sensor-installers", "*", whole_filter),
        ],
    );
}

#[test]
fn valid_examples_have_explained_warnings() {
    let examples = examples("valid");
    let matches_nothing = "accepted and matches nothing: the value is spelled otherwise";
    let probe = "accepted and matches nothing, which the test of the source checks";
    let guide_case = "the guide lists `medium`; the sample has no result";
    let conflict = "accepted and matches nothing; other sources contradict";
    let inexact = "equality that matches other values, too";
    let day = "equality with a day: no source states that it matches the whole day";
    assert_explained(
        &examples,
        |report| has(report, Severity::Warning) && !has(report, Severity::Error),
        &[
            ("cloud-risks", "status:'open'", matches_nothing),
            ("container-vulnerabilities", "severity:'ZZZ_NOPE'", probe),
            ("cspm-ioms", "cloud_provider:'AWS'", matches_nothing),
            ("data-protection-policies", "name:'Default Policy'", inexact),
            ("discover-hosts", "platform_name:'ZZZ_NOPE'", probe),
            (
                "firewall-policies",
                "name:'NonExistentFirewallPolicyThatShouldNeverExist12345'",
                conflict,
            ),
            ("firewall-rule-groups", "platform:'zzz_nope'", probe),
            ("hosts", "platform_name:'ZZZ_NOPE'", probe),
            ("hosts", "hostname:'WIN11'", inexact),
            ("hosts", "hostname:'ABC',device_id:'ABC'", inexact),
            (
                "intel-indicators",
                "type:'url'+malicious_confidence:'Medium'",
                guide_case,
            ),
            ("iocs", "severity_number:3", matches_nothing),
            ("iocs", "action:'none'", matches_nothing),
            ("prevention-policies", "platform_name:'ZZZ_NOPE'", probe),
            ("recon-notifications", "status:'zzz-nope'", probe),
            ("report-executions", "created_on:'2021-10-12'", day),
            ("scheduled-reports", "expiration_on:'2021-12-15'", day),
            ("scheduled-reports", "last_updated_on:'2021-10-12'", day),
            ("scheduled-reports", "stop_on:'2021-12-31'", day),
            (
                "spotlight-vulnerabilities",
                "cve.severity:'ZZZ_NOPE'",
                probe,
            ),
            (
                "workflow-executions",
                "status:'Completed'",
                "`Completed` is a value of `ui_status`",
            ),
        ],
    );
}

#[test]
fn invalid_examples_are_rejected() {
    let examples = examples("invalid");
    assert!(examples.len() >= 23, "{}", examples.len());
    let unlisted = "a warning: the list of fields may be incomplete";
    assert_explained(
        &examples,
        |report| !has(report, Severity::Error),
        &[
            ("firewall-rule-groups", "zzz_not_a_field:'x'", unlisted),
            ("host-group-members", "not_a_real_field:'value'", unlisted),
            ("hosts", "zzz_not_a_field:'x'", unlisted),
            ("prevention-policies", "zzz_not_a_field:'x'", unlisted),
        ],
    );
    for (name, filter, report) in examples {
        for diagnostic in report.diagnostics() {
            assert!(!diagnostic.help().is_empty(), "{name} {filter}: {report}");
        }
    }
}

#[test]
fn hints_and_corrections_name_what_is_valid() {
    let mut count = 0;
    for table in collections::all() {
        for hint in table.hints {
            for clause in hint.uses {
                count += 1;
                let is_field = table.row(clause).is_some();
                let report = report(table, if is_field { "" } else { clause });
                let is_valid = is_field || report.diagnostics().is_empty();
                assert!(is_valid, "{} {}: {report}", table.name, hint.name);
            }
        }
        for row in table.rows {
            let corrections = row.details.rules.map_or(&[][..], |rules| rules.corrections);
            for (written, published) in corrections {
                let vocabulary = row.details.vocabulary.expect("published values");
                let values = vocabulary.values;
                assert!(values.contains(published), "{} {published}", table.name);
                assert!(!values.contains(written), "{} {written}", table.name);
            }
        }
    }
    assert!(count > 100, "{count}");
}
