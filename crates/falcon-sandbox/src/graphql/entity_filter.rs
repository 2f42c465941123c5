//! Filter arguments of entity queries.

use fql::Instant;
use fql_syntax::excerpt;
use serde_json::Value;

use super::argument_value::{to_string, to_strings};
use super::index::{Entity, Severity};
use super::resolve::Arguments;
use super::time_range::TimeRange;

/// The filters of a query, all of which must match.
#[derive(Debug, Default)]
pub(super) struct EntityFilter {
    /// The requested types; `true` is an endpoint.
    is_endpoint: Option<Vec<bool>>,
    flags: Vec<(Flag, bool)>,
    /// Properties and the names of which one must match.
    names: Vec<(AnyName, Vec<String>)>,
    /// Properties and lower-case patterns.
    patterns: Vec<(AnyName, String)>,
    times: Vec<(AnyName, TimeRange)>,
    min_severity: Option<Severity>,
    max_severity: Option<Severity>,
}

/// Returns a boolean property of an entity.
type Flag = fn(&Entity) -> bool;

/// Returns `true` if one of the names in a property of an entity satisfies the predicate.
type AnyName = fn(&Entity, &dyn Fn(&str) -> bool) -> bool;

const FLAGS: &[(&str, Flag)] = &[
    ("archived", |entity| entity.archived),
    ("learned", |entity| entity.learned),
    ("inactive", |entity| entity.inactive),
    ("stale", |entity| entity.stale),
    ("shared", |entity| entity.shared),
    ("watched", |entity| entity.watched),
    ("enabled", |entity| entity.enabled),
    ("hasAgent", |entity| !entity.agent_id.is_empty()),
    ("unmanaged", |entity| entity.unmanaged),
    ("hasAgedPassword", |entity| entity.has_aged_password),
    ("hasExposedPassword", |entity| entity.has_exposed_password),
    ("hasNeverExpiringPassword", |entity| {
        entity.has_never_expiring_password
    }),
    ("hasWeakPassword", |entity| entity.has_weak_password),
    ("hasOpenIncidents", |entity| entity.has_open_incidents),
];

const NAMES: &[(&str, AnyName)] = &[
    ("entityIds", |entity, test| test(&entity.id)),
    ("primaryDisplayNames", |entity, test| {
        test(&entity.primary_name)
    }),
    ("secondaryDisplayNames", |entity, test| {
        test(&entity.secondary_name)
    }),
    ("emailAddresses", |entity, test| {
        any(&entity.email_addresses, test)
    }),
    ("domains", |entity, test| any(&entity.domains, test)),
    ("samAccountNames", |entity, test| {
        any(&entity.account_names, test)
    }),
    ("roles", |entity, test| any(&entity.roles, test)),
    ("riskFactorTypes", |entity, test| {
        any(&entity.risk_factors, test)
    }),
    ("dataSources", |entity, test| {
        any(&entity.data_sources, test)
    }),
    ("associationBindingTypes", |entity, test| {
        any(&entity.binding_types, test)
    }),
    ("departments", |entity, test| any(&entity.departments, test)),
    ("hostNames", |entity, test| test(&entity.host_name)),
    ("agentIds", |entity, test| test(&entity.agent_id)),
];

/// The prefixes of pairs of arguments that end in `StartTime` and `EndTime`.
const TIMES: &[(&str, AnyName)] = &[
    ("mostRecentActivity", |entity, test| {
        test(&entity.most_recent_activity)
    }),
    ("accountCreation", |entity, test| {
        any(&entity.account_creation_times, test)
    }),
    ("passwordLastChange", |entity, test| {
        any(&entity.password_changes, test)
    }),
];

const PATTERNS: &[(&str, AnyName)] = &[
    ("primaryDisplayNamePattern", |entity, test| {
        test(&entity.primary_name)
    }),
    ("secondaryDisplayNamePattern", |entity, test| {
        test(&entity.secondary_name)
    }),
];

fn any(names: &[Box<str>], test: &dyn Fn(&str) -> bool) -> bool {
    names.iter().any(|name| test(name))
}

impl EntityFilter {
    /// Creates the filter from the arguments of a field. A `null` argument counts as missing.
    ///
    /// # Errors
    ///
    /// Returns an error if an argument is not a time or an id of the documented form.
    pub(super) fn new(arguments: &Arguments, now: Instant) -> Result<Self, String> {
        let argument = |name: &str| arguments.get(name);
        let severity = |name| {
            let severity = argument(name).and_then(to_string);
            severity.map(|severity| Severity::parse(&severity))
        };
        let is_endpoint = argument("types").and_then(to_strings).map(|types| {
            let is_endpoint = |name: &String| name == "ENDPOINT";
            types.iter().map(is_endpoint).collect()
        });
        let mut times = Vec::new();
        for (prefix, any_time) in TIMES {
            let range = TimeRange::new(arguments, prefix, now)?;
            times.extend(range.map(|range| (*any_time, range)));
        }
        check_ids(arguments)?;
        Ok(Self {
            is_endpoint,
            flags: FLAGS
                .iter()
                .filter_map(|(name, flag)| match argument(name) {
                    Some(Value::Bool(value)) => Some((*flag, *value)),
                    _ => None,
                })
                .collect(),
            names: NAMES
                .iter()
                .filter_map(|(name, any_name)| {
                    Some((*any_name, argument(name).and_then(to_strings)?))
                })
                .collect(),
            patterns: PATTERNS
                .iter()
                .filter_map(|(name, any_name)| {
                    let pattern = argument(name).and_then(to_string)?;
                    Some((*any_name, pattern.to_lowercase()))
                })
                .collect(),
            times,
            min_severity: severity("minRiskScoreSeverity"),
            max_severity: severity("maxRiskScoreSeverity"),
        })
    }

    pub(super) fn matches(&self, entity: &Entity) -> bool {
        self.is_endpoint
            .as_ref()
            .is_none_or(|is_endpoint| is_endpoint.contains(&entity.is_endpoint))
            && self
                .flags
                .iter()
                .all(|(flag, value)| flag(entity) == *value)
            && self.names.iter().all(|(any_name, names)| {
                any_name(entity, &|name| {
                    names.iter().any(|other| is_same(name, other))
                })
            })
            && self.patterns.iter().all(|(any_name, pattern)| {
                any_name(entity, &|name| {
                    matches_pattern(pattern, &name.to_lowercase())
                })
            })
            && self
                .times
                .iter()
                .all(|(any_time, range)| any_time(entity, &|time| range.contains(time)))
            && self.min_severity.is_none_or(|min| entity.severity >= min)
            && self.max_severity.is_none_or(|max| entity.severity <= max)
    }
}

/// Checks that every id has the form of a UUID.
fn check_ids(arguments: &Arguments) -> Result<(), String> {
    let ids = arguments.get("entityIds");
    let ids = ids.and_then(to_strings).unwrap_or_default();
    match ids.iter().find(|id| !is_uuid(id)) {
        None => Ok(()),
        Some(id) => Err(format!(
            "invalid id `{}` in `entityIds`: expected a UUID in the form `8-4-4-4-12`",
            excerpt(id, 40)
        )),
    }
}

fn is_uuid(id: &str) -> bool {
    let lengths = id.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12])
        && id
            .bytes()
            .all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

fn is_same(name: &str, other: &str) -> bool {
    name == other || name.to_lowercase() == other.to_lowercase()
}

/// Returns `true` if a pattern matches the whole name; `*` matches any substring.
fn matches_pattern(pattern: &str, name: &str) -> bool {
    let Some((prefix, rest)) = pattern.split_once('*') else {
        return pattern == name;
    };
    let (infixes, suffix) = rest.rsplit_once('*').unwrap_or(("", rest));
    let Some(mut inner) = name
        .strip_prefix(prefix)
        .and_then(|rest| rest.strip_suffix(suffix))
    else {
        return false;
    };
    infixes.split('*').all(|infix| match inner.find(infix) {
        Some(index) => {
            inner = &inner[index + infix.len()..];
            true
        }
        None => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn star_matches_any_substring() {
        for (pattern, name, expected) in [
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
            assert_eq!(matches_pattern(pattern, name), expected, "{pattern} {name}");
        }
    }
}
