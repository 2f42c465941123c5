//! Filter expressions, evaluated against the documents of a table.

use fql::diagnostics::{Code, Diagnostic};
use fql::eval::Matcher;
use fql::syntax::{Tree, parse_for_table};
use fql::table::{Table, UnknownFieldResponse};
use fql::{Instant, Limits};

use super::parse_error::{describe, errors, parse_error};
use crate::response::ErrorResponse;
use crate::store::{Entry, Snapshot};

/// Returns the entries whose documents match a filter, in insertion order.
///
/// An unknown field is answered as the service answers it: with an error, or without rows.
///
/// # Errors
///
/// Returns a 400 that lists all errors of an invalid filter.
pub(crate) fn matching_entries(
    table: &Table,
    snapshot: &Snapshot,
    filter: &str,
    now: Instant,
) -> Result<Vec<Entry>, ErrorResponse> {
    let parsed = parse_for_table(table, filter, &Limits::DEFAULT);
    let Some(tree) = parsed.tree() else {
        let report = parsed.into_report();
        let mut codes = errors(&report).map(Diagnostic::code);
        if table.unknown_field == UnknownFieldResponse::Silent
            && codes.all(|code| code == Code::UnknownField)
        {
            return Ok(Vec::new());
        }
        let messages: Vec<String> = errors(&report)
            .map(|diagnostic| describe_in_filter(diagnostic, filter))
            .collect();
        return Err(parse_error("filter", &messages));
    };
    if tree.is_match_all() {
        return Ok(snapshot.entries().cloned().collect());
    }
    match unknown_field(table, tree) {
        Some(_) if table.unknown_field == UnknownFieldResponse::Silent => return Ok(Vec::new()),
        Some(property) => return Err(unknown_property(table, property)),
        None => {}
    }
    let matcher = Matcher::from_tree(table, tree, now);
    // A malformed document matches nothing.
    let matches = |entry: &&Entry| {
        let json = entry.document.json().as_bytes();
        matcher.matches_json(json).unwrap_or(false)
    };
    Ok(snapshot.entries().filter(matches).cloned().collect())
}

fn describe_in_filter(diagnostic: &Diagnostic, filter: &str) -> String {
    match diagnostic.code() {
        Code::UnknownField => {
            let property = diagnostic.span().slice(filter);
            format!("'{property}' is an unknown property")
        }
        _ => describe(diagnostic),
    }
}

/// Returns the first property of a filter that the table does not have.
fn unknown_field<'t>(table: &Table, tree: &'t Tree<'_>) -> Option<&'t str> {
    if table.is_open {
        return None;
    }
    let mut properties = tree.clauses().map(|clause| clause.property());
    properties.find(|property| table.find(property).is_none())
}

/// Returns the error for a property that the table of an advisory collection does not have.
fn unknown_property(table: &Table, property: &str) -> ErrorResponse {
    let error = parse_error("filter", &[format!("'{property}' is an unknown property")]);
    match table.unknown_field {
        UnknownFieldResponse::Unknown => error.with_note(&format!(
            "the response of the service to unknown properties of {} is not documented",
            table.name
        )),
        _ => error,
    }
}

#[cfg(test)]
mod tests {
    use fql::collections::external_assets;

    use super::*;
    use crate::store;

    fn error_message(source: &str) -> String {
        let snapshot = store::Table::new(Vec::new()).snapshot();
        let table = &external_assets::TABLE;
        let error = matching_entries(table, &snapshot, source, Instant::now()).unwrap_err();
        assert_eq!(error.status, 400);
        let message = error.errors[0].to_json()["message"].take();
        message.as_str().unwrap().to_owned()
    }

    #[test]
    fn unknown_property_uses_service_wording() {
        assert_eq!(
            error_message("os:'linux'"),
            "Failed to parse filter expression. ['os' is an unknown property]"
        );
        assert_eq!(
            error_message("os:'linux'+criticality:'High'+(port:22,id:'a')"),
            "Failed to parse filter expression. \
             ['os' is an unknown property, 'port' is an unknown property]"
        );
    }

    #[test]
    fn other_errors_use_diagnostic_wording() {
        let message = error_message("criticality:~'High'");
        assert!(
            message.starts_with("Failed to parse filter expression. ["),
            "{message}"
        );
        let message = error_message("criticality='High'");
        assert!(message.contains("`=`"), "{message}");
        assert!(error_message("*").contains("`*`"));
    }
}
