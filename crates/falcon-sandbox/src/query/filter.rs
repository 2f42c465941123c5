//! Filter expressions, evaluated against the documents of a table.

use fql::diagnostics::{Code, Diagnostic};
use fql::eval::Matcher;
use fql::{Collection, Filter, Instant, InvalidFilter};

use super::parse_error::{describe, errors, parse_error};
use crate::response::ErrorResponse;
use crate::store::{Entry, Snapshot};

/// Parses and validates a filter of a collection.
///
/// # Errors
///
/// Returns a 400 that lists all errors of an invalid filter.
pub(crate) fn parse_filter<C: Collection>(source: &str) -> Result<Filter<C>, ErrorResponse> {
    source.parse().map_err(|error: InvalidFilter| {
        let describe = |diagnostic: &Diagnostic| match diagnostic.code() {
            Code::UnknownField => {
                let property = diagnostic.span().slice(source);
                format!("'{property}' is an unknown property")
            }
            _ => describe(diagnostic),
        };
        let messages: Vec<String> = errors(error.report()).map(describe).collect();
        parse_error("filter", &messages)
    })
}

/// Returns the entries whose documents match the filter, in insertion order.
pub(crate) fn matching_entries<C: Collection>(
    snapshot: &Snapshot,
    filter: &Filter<C>,
    now: Instant,
) -> Result<Vec<Entry>, ErrorResponse> {
    if filter.is_match_all() {
        return Ok(snapshot.entries().cloned().collect());
    }
    let matcher = Matcher::new(filter, now).map_err(|error| parse_error("filter", &[error]))?;
    // A malformed document matches nothing.
    let matches = |entry: &&Entry| {
        let json = entry.document.json().as_bytes();
        matcher.matches_json(json).unwrap_or(false)
    };
    Ok(snapshot.entries().filter(matches).cloned().collect())
}

#[cfg(test)]
mod tests {
    use fql::collections::external_assets::ExternalAssets;

    use super::*;

    fn error_message(source: &str) -> String {
        let error = parse_filter::<ExternalAssets>(source).unwrap_err();
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
