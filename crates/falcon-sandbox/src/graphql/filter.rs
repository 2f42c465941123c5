//! Which entities are asked for.

use async_graphql::Value;
use async_graphql::dynamic::ObjectAccessor;

use super::index::{Entry, Severity};

/// The filters of a query. What is not given does not filter.
#[derive(Debug, Default)]
pub(super) struct Filter {
    endpoints: Option<Vec<bool>>,
    flags: Vec<(Is, bool)>,
    /// What the entity has, and of which it must have one.
    any_of: Vec<(Has, Vec<String>)>,
    patterns: Vec<(Has, String)>,
    least: Option<Severity>,
    most: Option<Severity>,
}

/// Whether an entity is something.
type Is = fn(&Entry) -> bool;

/// Whether what an entity has of a kind suits a test.
type Has = fn(&Entry, &dyn Fn(&str) -> bool) -> bool;

const FLAGS: &[(&str, Is)] = &[
    ("archived", |entry| entry.archived),
    ("learned", |entry| entry.learned),
    ("inactive", |entry| entry.inactive),
    ("stale", |entry| entry.stale),
    ("shared", |entry| entry.shared),
    ("watched", |entry| entry.watched),
    ("enabled", |entry| entry.enabled),
];

const LISTS: &[(&str, Has)] = &[
    ("entityIds", |entry, test| test(&entry.id)),
    ("primaryDisplayNames", |entry, test| {
        test(&entry.primary_name)
    }),
    ("secondaryDisplayNames", |entry, test| {
        test(&entry.secondary_name)
    }),
    ("emailAddresses", |entry, test| {
        any(&entry.email_addresses, test)
    }),
    ("domains", |entry, test| any(&entry.domains, test)),
    ("samAccountNames", |entry, test| {
        any(&entry.account_names, test)
    }),
    ("roles", |entry, test| any(&entry.roles, test)),
    ("riskFactorTypes", |entry, test| {
        any(&entry.risk_factors, test)
    }),
];

const PATTERNS: &[(&str, Has)] = &[
    ("primaryDisplayNamePattern", |entry, test| {
        test(&entry.primary_name)
    }),
    ("secondaryDisplayNamePattern", |entry, test| {
        test(&entry.secondary_name)
    }),
];

fn any(texts: &[Box<str>], test: &dyn Fn(&str) -> bool) -> bool {
    texts.iter().any(|text| test(text))
}

impl Filter {
    /// The filter of a field's arguments. What is `null` is as if it were not there.
    pub(super) fn of(arguments: &ObjectAccessor<'_>) -> Self {
        let given = |name: &str| arguments.get(name).map(|value| value.as_value());
        let severity = |name| given(name).and_then(text).map(|name| Severity::read(&name));
        let endpoints = given("types").and_then(texts).map(|types| {
            let is_endpoint = |name: &String| name == "ENDPOINT";
            types.iter().map(is_endpoint).collect()
        });
        Self {
            endpoints,
            flags: FLAGS
                .iter()
                .filter_map(|(name, of)| match given(name) {
                    Some(Value::Boolean(flag)) => Some((*of, *flag)),
                    _ => None,
                })
                .collect(),
            any_of: LISTS
                .iter()
                .filter_map(|(name, has)| Some((*has, given(name).and_then(texts)?)))
                .collect(),
            patterns: PATTERNS
                .iter()
                .filter_map(|(name, has)| Some((*has, given(name).and_then(text)?.to_lowercase())))
                .collect(),
            least: severity("minRiskScoreSeverity"),
            most: severity("maxRiskScoreSeverity"),
        }
    }

    pub(super) fn suits(&self, entry: &Entry) -> bool {
        self.endpoints
            .as_ref()
            .is_none_or(|endpoints| endpoints.contains(&entry.is_endpoint))
            && self.flags.iter().all(|(of, flag)| of(entry) == *flag)
            && self.any_of.iter().all(|(has, texts)| {
                has(entry, &|text| {
                    texts.iter().any(|wanted| same_name(wanted, text))
                })
            })
            && self
                .patterns
                .iter()
                .all(|(has, pattern)| has(entry, &|text| covers(pattern, &text.to_lowercase())))
            && self.least.is_none_or(|least| entry.severity >= least)
            && self.most.is_none_or(|most| entry.severity <= most)
    }
}

/// A text, or the name of an enumeration's item.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Enum(name) => Some(name.to_string()),
        _ => None,
    }
}

/// A list of texts; one text is a list of one.
fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::List(values) => Some(values.iter().filter_map(text).collect()),
        one => Some(vec![text(one)?]),
    }
}

fn same_name(one: &str, other: &str) -> bool {
    one == other || one.to_lowercase() == other.to_lowercase()
}

/// Whether the pattern, in which `*` stands for any text, covers the whole text.
fn covers(pattern: &str, text: &str) -> bool {
    let Some((begin, rest)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let (middles, end) = rest.rsplit_once('*').unwrap_or(("", rest));
    let Some(mut inner) = text
        .strip_prefix(begin)
        .and_then(|rest| rest.strip_suffix(end))
    else {
        return false;
    };
    middles.split('*').all(|part| match inner.find(part) {
        Some(at) => {
            inner = &inner[at + part.len()..];
            true
        }
        None => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_text() {
        for (pattern, text, expected) in [
            ("", "", true),
            ("a", "a", true),
            ("a", "ab", false),
            ("*", "", true),
            ("*", "anything", true),
            ("a*", "abc", true),
            ("*c", "abc", true),
            ("a*c", "abc", true),
            ("a*b*c", "a-b-c", true),
            ("a*b*c", "a-c", false),
            ("ab*ba", "aba", false),
            ("**a**", "bab", true),
            ("*ö*", "björn", true),
            ("*x*", "abc", false),
        ] {
            assert_eq!(covers(pattern, text), expected, "{pattern} {text}");
        }
    }
}
