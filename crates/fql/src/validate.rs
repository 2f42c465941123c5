//! Checks a tree against a collection's table.

use fql_syntax::{
    Capability, Clause, Diagnostic, Diagnostics, FieldType, FieldTypes, Fix, Span, Tree, excerpt,
};

use crate::check::{self, ClauseFacts, Message, Problem, ValueFacts};
use crate::table::{Collection, Row, Table};

/// How many characters of a clause asked another way a message shows.
const LONGEST_WAY: usize = 200;

/// Checks every clause of a tree against the collection `C`: whether the field is one, takes such
/// a match, and has values of such a kind.
///
/// ```
/// use fql::collections::external_assets::ExternalAssets;
///
/// let tree = fql::parse_any("ip.ip_address:['192.0.2.1','192.0.2.2']")?.tree()?.into_owned();
/// let findings = fql::validate::<ExternalAssets>(&tree);
/// let report = fql::Report::new(tree.text(), findings);
/// assert_eq!(report.diagnostics()[0].code().as_str(), "FQL104");
/// assert_eq!(
///     report.fixed().as_deref(),
///     Some("(ip.ip_address:'192.0.2.1',ip.ip_address:'192.0.2.2')"),
/// );
/// # Ok::<(), fql::InvalidFilter>(())
/// ```
#[must_use]
pub fn validate<C: Collection>(tree: &Tree<'_>) -> Diagnostics {
    validate_table(&C::TABLE, tree)
}

/// The same for a collection that is known only when the program runs.
#[must_use]
pub fn validate_table(table: &Table, tree: &Tree<'_>) -> Diagnostics {
    let mut findings = Diagnostics::default();
    if !table.is_open {
        for clause in tree.clauses() {
            let row = table.row(clause.property());
            if !row.is_some_and(|row| clause.is_supported(row.kind, row.capabilities())) {
                report(table, tree.text(), &clause, &mut findings);
            }
        }
    }
    findings
}

/// Says everything that is to be said of a clause.
fn report(table: &Table, text: &str, clause: &Clause<'_>, findings: &mut Diagnostics) {
    let values: Vec<(FieldTypes, Span, String)> = clause
        .values()
        .map(|(value, span)| {
            (
                clause.field_types_of(value),
                span,
                excerpt(&value.canonical(), 60).into_owned(),
            )
        })
        .collect();
    let value_facts: Vec<ValueFacts<'_>> = values
        .iter()
        .map(|(kinds, _, text)| ValueFacts {
            kinds: kinds.bits(),
            text,
        })
        .collect();
    let ways = Capability::ALL.map(|capability| clause.rewrite_as(capability).unwrap_or_default());
    let shown_ways = ways.each_ref().map(|way| excerpt(way, LONGEST_WAY));
    let facts = ClauseFacts {
        property: clause.property(),
        asks: asks(clause),
        values: &value_facts,
        ways: [
            &shown_ways[0],
            &shown_ways[1],
            &shown_ways[2],
            &shown_ways[3],
        ],
    };
    let mut say = |problem: Problem, span: Span, fix: Option<Fix>| {
        let message = Message::new(table, &facts, problem);
        let diagnostic = Diagnostic::new(
            problem.code(),
            span,
            message.what.as_str().to_owned(),
            message.help.as_str().to_owned(),
        );
        findings.push(match fix {
            Some(fix) => diagnostic.with_fix(fix),
            None => diagnostic,
        });
    };

    let Some(row) = table.find(clause.property()) else {
        return say(Problem::UnknownField, clause.property_span(), None);
    };
    if let Some(alias) = table.alias(clause.property()) {
        let fix = Fix::replace(clause.property_span(), alias.field);
        say(
            Problem::Alias(alias.field),
            clause.property_span(),
            Some(fix),
        );
    }
    if let Some(problem) = check::lacking(row, &facts) {
        let fix = sure_way(row, clause, text, problem, &ways);
        return say(problem, blamed(clause, problem), fix);
    }
    let mut from = 0;
    while let Some(index) = check::wrong_value(row, &facts, from) {
        let (_, span, _) = values[index];
        say(Problem::WrongType(index), span, quoted(row, span, text));
        from = index + 1;
    }
}

fn asks(clause: &Clause<'_>) -> u8 {
    let capabilities = clause.capabilities().unwrap_or_default();
    capabilities
        .iter()
        .fold(0, |bits, capability| bits | capability.bit())
}

/// What the caret points at: the part of the clause that asks for what the field lacks.
fn blamed(clause: &Clause<'_>, problem: Problem) -> Span {
    match problem {
        Problem::Lacks(Capability::Exact | Capability::List) => clause.value_span(),
        _ if clause.operator_span().is_empty() => clause.value_span(),
        _ => clause.operator_span(),
    }
}

/// The clause asked another way, where that asks just the same.
fn sure_way(
    row: &Row,
    clause: &Clause<'_>,
    text: &str,
    problem: Problem,
    ways: &[String; 4],
) -> Option<Fix> {
    let instead: &[Capability] = match problem {
        Problem::Lacks(Capability::List) => &[Capability::Exact],
        Problem::Lacks(Capability::Exact) => &[Capability::List, Capability::Range],
        _ => return None,
    };
    // In a group that is negated, the clause's text shows no negation, but its ways do.
    let shows_negation = clause.operator_span().slice(text).contains('!');
    if shows_negation != clause.operator().is_negated() {
        return None;
    }
    let way = instead
        .iter()
        .filter(|capability| row.takes(**capability))
        .map(|capability| &ways[*capability as usize])
        .find(|way| !way.is_empty())?;
    Some(Fix::replace(clause.span(), way.clone()))
}

/// A number or `true` in a text field: with quotes it is a text.
fn quoted(row: &Row, span: Span, text: &str) -> Option<Fix> {
    let spelled = span.slice(text);
    let is_bare = spelled.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '-');
    (row.kind == FieldType::Text && is_bare && spelled != "null")
        .then(|| Fix::replace(span, format!("'{spelled}'")))
}
