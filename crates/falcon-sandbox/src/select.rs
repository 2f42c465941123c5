//! Which documents a filter selects, and in which order.

use fql::eval::Matcher;
use fql::{Code, Collection, Diagnostic, Filter, InvalidFilter, Report, Severity, Timestamp};

use crate::refusal::Refusal;
use crate::sort::Order;
use crate::store::{Entry, Snapshot};

/// The problems of a text in the form that the service lists them in.
pub(crate) fn in_brackets(report: &Report, say: impl Fn(&Diagnostic) -> String) -> String {
    let problems: Vec<String> = report
        .diagnostics()
        .iter()
        .filter(|diagnostic| diagnostic.severity() == Severity::Error)
        .map(say)
        .collect();
    format!("[{}]", problems.join(", "))
}

/// Reads a filter of a collection.
///
/// # Errors
/// 400 for a text that is no filter of this collection.
pub(crate) fn filter<C: Collection>(text: &str) -> Result<Filter<C>, Refusal> {
    text.parse().map_err(|error: InvalidFilter| {
        let report = error.report();
        let problems = in_brackets(report, |diagnostic| match diagnostic.code() {
            Code::UnknownField => {
                format!("'{}' is an unknown property", diagnostic.span().slice(text))
            }
            _ => format!("{}: {}", diagnostic.message(), diagnostic.help()),
        });
        Refusal::bad_request(format!("Failed to parse filter expression. {problems}"))
    })
}

/// The documents that match, in the order asked for, or else in that of their coming.
pub(crate) fn select<C: Collection>(
    snapshot: &Snapshot,
    filter: &Filter<C>,
    order: Option<&Order>,
    now: Timestamp,
) -> Result<Vec<Entry>, Refusal> {
    let mut entries: Vec<Entry> = if filter.is_match_all() {
        snapshot.entries().cloned().collect()
    } else {
        let matcher = Matcher::new(filter, now).map_err(|error| {
            Refusal::bad_request(format!("Failed to parse filter expression. [{error}]"))
        })?;
        snapshot
            .entries()
            // A document that can't be read matches nothing.
            .filter(|entry| {
                matcher
                    .matches_json(entry.document.json().as_bytes())
                    .unwrap_or(false)
            })
            .cloned()
            .collect()
    };
    if let Some(order) = order {
        order.sort(&mut entries);
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use fql::collections::external_assets::ExternalAssets;

    use super::*;

    fn refused(text: &str) -> String {
        let refusal = filter::<ExternalAssets>(text).unwrap_err();
        assert_eq!(refusal.status, 400);
        refusal.errors[0].json()["message"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    #[test]
    fn an_unknown_property_is_refused_in_the_words_of_the_service() {
        assert_eq!(
            refused("os:'linux'"),
            "Failed to parse filter expression. ['os' is an unknown property]"
        );
        assert_eq!(
            refused("os:'linux'+criticality:'High'+(port:22,id:'a')"),
            "Failed to parse filter expression. \
             ['os' is an unknown property, 'port' is an unknown property]"
        );
    }

    #[test]
    fn other_mistakes_are_refused_in_the_words_of_the_check() {
        let message = refused("criticality:~'High'");
        assert!(
            message.starts_with("Failed to parse filter expression. ["),
            "{message}"
        );
        let message = refused("criticality='High'");
        assert!(message.contains("`=`"), "{message}");
        assert!(refused("*").contains("leave"));
    }
}
