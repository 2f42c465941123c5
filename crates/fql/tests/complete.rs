//! Completion of filters.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use fql::Limits;
use fql::collections::{any, external_assets};
use fql::complete::{
    Completion, DocumentField, DocumentValue, Documents, ProposalKind, complete, complete_with,
    operators,
};
use fql::diagnostics::Code;
use fql::syntax::parse_for_table;
use fql::table::{Capability, FieldType, Grade, Table};
use fql::{Comparison, Operator};
use proptest::prelude::*;

const ASSETS: &Table = &external_assets::TABLE;

/// Completes at the `|` of a source.
fn at(table: &Table, marked: &str) -> Completion {
    let position = marked.find('|').unwrap();
    complete(table, &marked.replacen('|', "", 1), position)
}

/// Returns the texts to insert at the `|` of a source.
fn inserts(marked: &str) -> Vec<String> {
    let proposals = at(ASSETS, marked).proposals.into_iter();
    proposals.map(|proposal| proposal.insert).collect()
}

/// Returns the source after each proposal at its `|`.
fn accepted(table: &Table, source: &str, position: usize) -> Vec<String> {
    let completion = complete(table, source, position);
    let accept = |insert: &str| {
        let mut source = source.to_owned();
        source.replace_range(completion.span.range(), insert);
        source
    };
    let proposals = completion.proposals.iter();
    proposals.map(|proposal| accept(&proposal.insert)).collect()
}

#[test]
fn fields_rank_by_match_and_grade() {
    let names = inserts("manual:true+por|");
    assert_eq!(names[0], "dns_domain.services.port:");
    assert!(names.contains(&"ip.services.port:".to_owned()));
    assert!(inserts("|").len() == 50);
    assert_eq!(inserts("ip.services.po|")[0], "ip.services.port:");
    // A misspelled name.
    assert_eq!(inserts("critcality|")[0], "criticality:");
    let completion = at(ASSETS, "confid|");
    assert_eq!(completion.proposals[0].kind, ProposalKind::Field);
    assert_eq!(completion.proposals[0].grade, Some(Grade::Documented));
}

#[test]
fn field_in_a_filter_keeps_what_follows() {
    let source = "manual:true+crit:'High'";
    let accepted = accepted(ASSETS, source, source.find("it:").unwrap());
    assert_eq!(accepted[0], "manual:true+criticality:'High'");
}

#[test]
fn operators_are_those_of_the_field() {
    let spellings = |field| -> Vec<&str> {
        let operators = operators(ASSETS, field).into_iter();
        operators.map(|operator| operator.spelling()).collect()
    };
    assert_eq!(spellings("manual"), ["", "!", "*", "!*"]);
    let ranges = ["", "!", ">", "!>", ">=", "!>=", "<", "!<", "<=", "!<="];
    assert_eq!(spellings("last_seen"), ranges);
    assert_eq!(
        inserts("criticality|:'High'")[0],
        "criticality",
        "no second colon"
    );
    assert!(inserts("criticality |").contains(&":!'".to_owned()));
    assert!(inserts("last_seen:>|").contains(&">='".to_owned()));
    assert!(
        !inserts("manual:|")
            .iter()
            .any(|insert| insert.contains('>'))
    );
}

#[test]
fn refused_operators_are_not_proposed() {
    for table in fql::collections::all() {
        for row in table.rows {
            for operator in operators(table, row.name) {
                let comparison = operator.comparison();
                let denied = |capability| row.grade(capability) == Grade::Denied;
                let is_denied = match comparison {
                    Comparison::Wildcard => denied(Capability::Wildcard),
                    Comparison::Text | Comparison::TextWildcard => denied(Capability::TextMatch),
                    _ if comparison.is_range() => denied(Capability::Range),
                    _ => denied(Capability::Exact),
                };
                assert!(!is_denied, "{} {}:{operator}", table.name, row.name);
            }
            if operators(table, row.name).contains(&Operator::new(Comparison::Wildcard)) {
                let clause = format!("{}:*'x*'", row.name);
                let parsed = parse_for_table(table, &clause, &Limits::DEFAULT);
                let report = parsed.into_report();
                let mut codes = report.diagnostics().iter().map(|one| one.code());
                assert!(
                    codes.all(|code| code != Code::UnlistedSpelling),
                    "{} {clause}",
                    table.name
                );
            }
        }
    }
}

#[test]
fn published_values_are_quoted_where_needed() {
    let levels = ["'Critical'", "'High'", "'Noncritical'", "'Unassigned'"];
    assert_eq!(inserts("criticality:|")[..4], levels);
    assert_eq!(inserts("criticality:'|"), levels);
    assert_eq!(inserts("criticality:\"hi|"), ["'High'"]);
    assert_eq!(inserts("criticality:un|"), ["'Unassigned'"]);
    assert_eq!(inserts("criticality:['High',|"), levels);
    assert_eq!(inserts("criticality:['High','no|"), ["'Noncritical'"]);
    assert_eq!(inserts("manual:|")[..2], ["true", "false"]);
    assert_eq!(inserts("manual:|").last().unwrap(), "null");
    assert_eq!(inserts("last_seen:>'|")[0], "'now-1h'");
    assert!(inserts("last_seen:'|").is_empty());
}

#[test]
fn value_in_quotes_replaces_up_to_the_closing_quote() {
    let accept = |marked: &str| {
        let position = marked.find('|').unwrap();
        accepted(ASSETS, &marked.replacen('|', "", 1), position)
    };
    assert_eq!(
        accept("criticality:'hi|xx'+manual:true"),
        ["criticality:'High'+manual:true"]
    );
    // The next quote opens another string.
    assert_eq!(
        accept("criticality:'hi|+id:'a'"),
        ["criticality:'High'+id:'a'"]
    );
}

#[test]
fn value_after_the_cursor_is_replaced() {
    for marked in [
        "criticality:|'High'+manual:true",
        "criticality:|!'High'+manual:true",
        "criticality:|['High','Critical']+manual:true",
        "criticality:|![ 'It\\'s', \"]\" ]+manual:true",
        "criticality:|High+manual:true",
        "criticality:|+manual:true",
    ] {
        let position = marked.find('|').unwrap();
        let accepted = accepted(ASSETS, &marked.replacen('|', "", 1), position);
        assert_eq!(
            accepted[0], "criticality:'Critical'+manual:true",
            "{marked}"
        );
    }
    let list = accepted(ASSETS, "criticality:['High','Critical']", 20);
    assert!(
        list.contains(&"criticality:['High','Unassigned']".to_owned()),
        "{list:?}"
    );
    let time = accepted(ASSETS, "last_seen:>'now-7d'+manual:true", 11);
    assert_eq!(time[0], "last_seen:>'now-1h'+manual:true");
    // A string that is not closed may be the rest of the filter.
    assert_eq!(
        at(ASSETS, "criticality:|'High+manual:true").span.range(),
        12..12
    );
}

#[test]
fn connectives_follow_a_clause() {
    assert_eq!(inserts("manual:true |"), ["+", ","]);
    assert_eq!(inserts("(criticality:'High'|"), ["+", ",", ")"]);
    assert_eq!(inserts("confidence:1|"), ["+", ","]);
    assert_eq!(inserts("id:['a'|"), [",", "]"]);
    assert_eq!(accepted(ASSETS, "manual:true an", 14)[0], "manual:true +");
    assert_eq!(accepted(ASSETS, "manual:true OR", 14)[0], "manual:true ,");
}

#[test]
fn mistakes_before_the_cursor_are_skipped() {
    assert_eq!(inserts("manual = 'x' AND crit|")[0], "criticality:");
    assert_eq!(inserts("manual:true manual:fa|"), ["false"]);
    assert_eq!(inserts("é)('x'+manual:fa|"), ["false"]);
}

#[test]
fn open_collection_has_operators_but_no_fields() {
    assert!(at(&any::TABLE, "sta|").proposals.is_empty());
    let spellings = operators(&any::TABLE, "status").len();
    assert_eq!(spellings, 16);
}

/// Documents with the field `site`, and the same values in each field.
struct Sample;

impl Documents for Sample {
    fn fields(&self) -> Vec<DocumentField> {
        vec![DocumentField {
            name: "site".to_owned(),
            field_type: FieldType::Text,
            count: 9,
        }]
    }

    fn values(&self, _: &str) -> Vec<DocumentValue> {
        let value = |text: &str, is_string, count| DocumentValue {
            text: text.to_owned(),
            is_string,
            count,
        };
        vec![
            value("Severe", true, 5),
            value("it's *", true, 2),
            value("High", true, 1),
            value("22", false, 1),
        ]
    }
}

#[test]
fn document_values_follow_published_ones() {
    let proposals = |source: &str| {
        let completion = complete_with(ASSETS, source, source.len(), &Sample);
        let proposals = completion.proposals.into_iter();
        let texts = proposals.map(|proposal| (proposal.insert, proposal.detail));
        texts.collect::<Vec<_>>()
    };
    let criticality = proposals("criticality:'");
    let position = |insert: &str| criticality.iter().position(|(text, _)| text == insert);
    assert!(position("'Unassigned'").unwrap() < position("'Severe'").unwrap());
    assert_eq!(criticality[1].1, "published value; in 1 document");
    assert!(position(r"'it\'s \*'").is_some(), "{criticality:?}");
    // Values that the field's type does not have are not proposed.
    let ports = proposals("ip.services.port:");
    assert!(ports.contains(&("22".to_owned(), "in 1 document".to_owned())));
    assert!(ports.iter().all(|(insert, _)| !insert.contains("Severe")));
    assert!(
        proposals("last_seen:>'")
            .iter()
            .all(|(insert, _)| insert.starts_with("'now"))
    );
}

#[test]
fn closed_table_has_no_fields_of_documents() {
    assert!(
        complete_with(ASSETS, "sit", 3, &Sample)
            .proposals
            .iter()
            .all(|one| one.label != "site")
    );
    let open = complete_with(&any::TABLE, "sit", 3, &Sample).proposals;
    assert_eq!((&*open[0].insert, open[0].grade), ("site:", None));
}

/// Returns `true` if something can be typed after the source that makes it a valid filter.
fn can_become_valid(table: &Table, source: &str) -> bool {
    const REST: &str =
        "|'|x'|*'|1|true|2026-01-01'|'192.0.2.1'|192.0.2.1'|'x'|1]|]|'x']|x']|manual:true";
    let values = complete(table, source, source.len());
    let accepted = values.proposals.iter().map(|proposal| {
        let mut source = source[..values.span.start()].to_owned();
        source.push_str(&proposal.insert);
        source
    });
    let sources: Vec<String> = accepted.chain([source.to_owned()]).collect();
    let groups = source.matches('(').count();
    let closing = ")".repeat(groups.saturating_sub(source.matches(')').count()));
    sources.iter().any(|source| {
        REST.split('|').any(|rest| {
            let whole = format!("{source}{rest}{closing}");
            let parsed = parse_for_table(table, &whole, &Limits::DEFAULT);
            !parsed.diagnostics().has_errors()
        })
    })
}

/// Valid filters whose every start is tried.
const FILTERS: [&str; 6] = [
    "criticality:'Critical'+ip.services.port:[22,3389]",
    "manual:true,(last_seen:>'now-7d'+confidence:50)",
    "!(criticality:['High','Critical'],ip.ip_address:'192.0.2.0/24')+id:!'a\\'b'",
    "perimeter:*'un*'+perimeter:!*'x'",
    "subsidiaries.name:\"Example One\"+manual:!false",
    "first_seen:<='2026-01-01T00:00:00Z'+criticality:null",
];

#[test]
fn every_proposal_leads_to_a_valid_filter() {
    for filter in FILTERS {
        assert!(
            parse_for_table(ASSETS, filter, &Limits::DEFAULT)
                .tree()
                .is_some(),
            "{filter}"
        );
        for end in 0..=filter.len() {
            let start = &filter[..end];
            for accepted in accepted(ASSETS, start, end) {
                assert!(
                    can_become_valid(ASSETS, &accepted),
                    "`{start}` -> `{accepted}`"
                );
            }
        }
    }
}

proptest! {
    #[test]
    fn any_source_and_position_is_accepted(
        source in r#"([a-z.]{0,6}|criticality|last_seen|[:!<>=~*+,()\[\]'"\\ é—]){0,20}"#,
        position in 0..80_usize,
    ) {
        for table in [ASSETS, &any::TABLE] {
            let completion = complete(table, &source, position);
            let span = completion.span.range();
            prop_assert!(source.get(span.clone()).is_some());
            prop_assert!(span.start <= source.floor_char_boundary(position));
            prop_assert!(completion.proposals.len() <= fql::complete::MAX_PROPOSALS);
        }
    }
}
