//! Filter expressions, evaluated against the documents of a table.

use fql::diagnostics::{Code, Diagnostic};
use fql::eval::Matcher;
use fql::syntax::{Tree, parse_for_table};
use fql::table::{Table, UnknownFieldResponse};
use fql::{Instant, Limits};

use super::parse_error::{describe, errors, parse_error};
use crate::cancel::CancelToken;
use crate::response::ErrorResponse;
use crate::store::{Entry, Snapshot};

/// The documents that filters are evaluated against, and the time of the evaluation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Evaluation<'e> {
    pub(crate) table: &'e Table,
    pub(crate) snapshot: &'e Snapshot,
    pub(crate) now: Instant,
    pub(crate) cancel: &'e CancelToken,
}

/// The treatment of fields that the table of a collection does not have, where that is not an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum UnknownFields {
    /// The response is that of the service: an error, or no rows.
    AsService,
    /// They are evaluated like the fields of an open collection.
    Evaluated,
}

impl Evaluation<'_> {
    /// Returns the entries whose documents match a filter, in insertion order.
    ///
    /// # Errors
    ///
    /// Returns a 400 that lists all errors of an invalid filter.
    pub(crate) fn matching_entries(
        &self,
        filter: &str,
        unknown_fields: UnknownFields,
    ) -> Result<Vec<Entry>, ErrorResponse> {
        let table = self.table;
        let parsed = parse_for_table(table, filter, &Limits::DEFAULT);
        let Some(tree) = parsed.tree() else {
            let report = parsed.into_report();
            let mut codes = errors(&report).map(Diagnostic::code);
            if unknown_fields == UnknownFields::AsService
                && table.unknown_field == UnknownFieldResponse::Silent
                && codes.all(|code| code == Code::UnknownField)
            {
                return Ok(Vec::new());
            }
            let messages: Vec<String> = errors(&report)
                .map(|diagnostic| describe_in_filter(diagnostic, filter))
                .collect();
            return Err(parse_error("filter", &messages));
        };
        let unknown = match unknown_fields {
            UnknownFields::AsService => unknown_field(table, tree),
            UnknownFields::Evaluated => None,
        };
        match unknown {
            Some(_) if table.unknown_field == UnknownFieldResponse::Silent => Ok(Vec::new()),
            Some(property) => Err(unknown_property(table, property)),
            None => self.entries_of(tree),
        }
    }

    fn entries_of(&self, tree: &Tree<'_>) -> Result<Vec<Entry>, ErrorResponse> {
        if tree.is_match_all() {
            return Ok(self.snapshot.entries().cloned().collect());
        }
        let matcher = Matcher::from_tree(self.table, tree, self.now);
        let mut matching = Vec::new();
        for entry in self.snapshot.entries() {
            if self.cancel.is_cancelled() {
                return Err(ErrorResponse::cancelled());
            }
            // A malformed document matches nothing.
            let json = entry.document.json().as_bytes();
            if matcher.matches_json(json).unwrap_or(false) {
                matching.push(entry.clone());
            }
        }
        Ok(matching)
    }
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
pub(crate) fn unknown_field<'t>(table: &Table, tree: &'t Tree<'_>) -> Option<&'t str> {
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
    use crate::data::Document;
    use crate::store;

    fn evaluate(source: &str, cancel: &CancelToken) -> Result<Vec<Entry>, ErrorResponse> {
        let documents = vec![Document::new("a", r#"{"id":"a"}"#)];
        let evaluation = Evaluation {
            table: &external_assets::TABLE,
            snapshot: &store::Table::new(documents).snapshot(),
            now: Instant::now(),
            cancel,
        };
        evaluation.matching_entries(source, UnknownFields::AsService)
    }

    fn error_message(source: &str) -> String {
        let error = evaluate(source, &CancelToken::default()).unwrap_err();
        assert_eq!(error.status, 400);
        let message = error.errors[0].to_json()["message"].take();
        message.as_str().unwrap().to_owned()
    }

    #[test]
    fn cancelled_evaluation_stops() {
        let cancel = CancelToken::default();
        assert_eq!(evaluate("id:'a'", &cancel).unwrap().len(), 1);
        drop(cancel.guard());
        assert!(evaluate("id:'a'", &cancel).is_err());
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
