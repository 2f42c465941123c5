//! The fields that summarize documents, chosen from their content.

use std::collections::HashMap;

use serde_json::{Map, Value};

/// The maximum number of columns.
const MAX_COLUMNS: usize = 8;

/// The maximum number of columns of one [`Class`] except [`Class::Other`].
const MAX_OF_CLASS: usize = 2;

/// The number of characters up to which a value is short. Ids and timestamps are.
const MAX_LEN: usize = 40;

/// The purpose of a field, as far as its name and values show it. Columns are in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Id,
    Name,
    Status,
    Severity,
    Time,
    Other,
}

/// A field of the documents.
struct Candidate<'d> {
    path: String,
    /// The number of documents that have a value.
    count: usize,
    first: &'d Value,
    is_short: bool,
    is_constant: bool,
}

/// Returns the columns of a table of documents: fields that most of the documents have, with short
/// values.
///
/// The id, names, states, severities and times come first, then fields whose values differ. A long id is
/// last, where a narrow table hides it first. Without such fields, the only column is the id. Pass about
/// a hundred documents: all of them are compared.
///
/// # Examples
///
/// ```
/// use falcon_sandbox::data::default_columns;
/// use serde_json::json;
///
/// let documents = [
///     json!({"id": "1", "os": {"name": "Linux"}, "notes": null}),
///     json!({"id": "2", "os": {"name": "macOS"}, "notes": "spare"}),
/// ];
/// assert_eq!(default_columns(&documents, "id"), ["id", "os.name"]);
/// ```
#[must_use]
pub fn default_columns(documents: &[Value], id_field: &str) -> Vec<String> {
    let mut candidates = candidates(documents);
    candidates.retain(|candidate| candidate.count * 2 > documents.len());
    let is_long_id = |candidate: &Candidate<'_>| candidate.path == id_field && !candidate.is_short;
    let has_long_id = candidates.iter().any(is_long_id);
    candidates.retain(|candidate| candidate.is_short);
    candidates.sort_by_cached_key(|candidate| {
        let class = candidate.class(id_field);
        let name = last_name(&candidate.path);
        let name_rank = match class {
            Class::Id => 0,
            Class::Name => usize::from(!matches!(name, "name" | "hostname" | "title")),
            // `status` comes before `filesystem_containment_status`.
            Class::Status | Class::Severity | Class::Time => name.len(),
            Class::Other => usize::from(candidate.is_constant),
        };
        let depth = candidate.path.split('.').count();
        (class, depth, name_rank)
    });
    let mut chosen: Vec<(Class, &str)> = Vec::new();
    for candidate in &candidates {
        let class = candidate.class(id_field);
        let of_class = chosen.iter().filter(|(other, _)| *other == class).count();
        if class == Class::Other || of_class < MAX_OF_CLASS {
            chosen.push((class, &candidate.path));
        }
    }
    let paths = chosen.iter().map(|(_, path)| *path);
    let has_id_last = has_long_id || chosen.is_empty();
    let paths = paths.take(MAX_COLUMNS - usize::from(has_id_last));
    let id = has_id_last.then_some(id_field);
    paths.chain(id).map(str::to_owned).collect()
}

fn candidates(documents: &[Value]) -> Vec<Candidate<'_>> {
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    let mut indexes: HashMap<String, usize> = HashMap::new();
    for document in documents {
        visit_values(document, &mut |path, value| {
            if let Some(index) = indexes.get(path) {
                let candidate = &mut candidates[*index];
                candidate.count += 1;
                candidate.is_short &= is_short(value);
                candidate.is_constant &= candidate.first == value;
                return;
            }
            indexes.insert(path.to_owned(), candidates.len());
            candidates.push(Candidate {
                path: path.to_owned(),
                count: 1,
                first: value,
                is_short: is_short(value),
                is_constant: documents.len() > 1,
            });
        });
    }
    candidates
}

/// Calls `visit` with the dotted path of each value in a document that is not an object, null or empty.
/// A list is one value. Members whose names have dots are left out: such a path is that of another member.
pub fn visit_values<'d>(document: &'d Value, visit: &mut impl FnMut(&str, &'d Value)) {
    let Value::Object(members) = document else {
        return;
    };
    for (name, value) in with_paths(members) {
        visit_at(name.clone(), value, visit);
    }
}

fn visit_at<'d>(path: String, value: &'d Value, visit: &mut impl FnMut(&str, &'d Value)) {
    match value {
        Value::Object(members) => {
            for (name, value) in with_paths(members) {
                visit_at(format!("{path}.{name}"), value, visit);
            }
        }
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        Value::Array(items) if items.is_empty() => {}
        value => visit(&path, value),
    }
}

fn with_paths(members: &Map<String, Value>) -> impl Iterator<Item = (&String, &Value)> {
    members.iter().filter(|(name, _)| !name.contains('.'))
}

fn is_short(value: &Value) -> bool {
    match value {
        Value::String(text) => text.chars().count() <= MAX_LEN && !text.contains('\n'),
        Value::Array(items) => {
            items.iter().all(|item| !item.is_object() && is_short(item))
                && items.iter().map(text_len).sum::<usize>() <= MAX_LEN
        }
        Value::Object(_) => false,
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
    }
}

fn text_len(value: &Value) -> usize {
    value.as_str().map_or(1, |text| text.chars().count())
}

impl Candidate<'_> {
    fn class(&self, id_field: &str) -> Class {
        const SEVERITIES: [&str; 5] = ["severity", "criticality", "priority", "score", "rating"];
        let name = last_name(&self.path);
        if self.path == id_field {
            Class::Id
        } else if SEVERITIES.iter().any(|word| name.contains(word)) {
            Class::Severity
        } else if name.ends_with("name") || name == "title" {
            Class::Name
        } else if name.ends_with("status") || name.ends_with("state") {
            Class::Status
        } else if self.first.as_str().is_some_and(is_time) {
            Class::Time
        } else {
            Class::Other
        }
    }
}

/// Returns the name after the last dot of a path.
fn last_name(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// Returns `true` for text that starts with a date, such as `2026-11-22T10:00:00Z`.
fn is_time(text: &str) -> bool {
    let date = text.as_bytes().get(..10);
    date.is_some_and(|date| {
        let mut bytes = date.iter().enumerate();
        bytes.all(|(index, byte)| match index {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::default_columns;

    #[test]
    fn id_names_states_and_times_come_first() {
        let host = |number: usize| {
            json!({
                "agent_version": format!("7.{number}"),
                "cid": "0123456789abcdef0123456789abcdef",
                "device_id": format!("d{number}"),
                "device_policies": {"prevention": {"applied": number == 0}},
                "filesystem_containment_status": "normal",
                "domain_name": "corp.example.com",
                "hostname": format!("host-{number}"),
                "last_seen": "2026-11-22T10:00:00Z",
                "machine_criticality": "High",
                "notes": null,
                "status": "normal",
                "tags": ["a", "b"],
            })
        };
        assert_eq!(
            default_columns(&[host(0), host(1)], "device_id"),
            [
                "device_id",
                "hostname",
                "domain_name",
                "status",
                "filesystem_containment_status",
                "machine_criticality",
                "last_seen",
                "agent_version",
            ]
        );
    }

    #[test]
    fn rare_and_long_values_are_left_out() {
        let documents = [
            json!({"id": 1, "rare": 1, "description": "x".repeat(41), "items": [{"a": 1}]}),
            json!({"id": 2, "description": "x", "lines": "a\nb"}),
            json!({"id": 3, "lines": "a\nb", "empty": [], "blank": ""}),
        ];
        assert_eq!(default_columns(&documents, "id"), ["id"]);
        let dotted = json!({"id": 1, "x.y": 1, "x": {"y.z": 1}});
        assert_eq!(default_columns(&[dotted], "id"), ["id"]);
        assert_eq!(default_columns(&[json!(7)], "id"), ["id"]);
    }

    #[test]
    fn long_id_is_the_last_column() {
        let mut alert = json!({"composite_id": "x".repeat(90), "status": "new"});
        assert_eq!(
            default_columns(&[alert.clone()], "composite_id"),
            ["status", "composite_id"]
        );
        for number in 0..9 {
            alert[format!("field{number}")] = json!(number);
        }
        let columns = default_columns(&[alert], "composite_id");
        assert_eq!(columns.len(), 8);
        assert_eq!(columns.last().map(String::as_str), Some("composite_id"));
    }

    #[test]
    fn one_document_shows_all_short_fields() {
        assert_eq!(
            default_columns(&[json!({"b": true, "a": 1})], "id"),
            ["a", "b"]
        );
    }
}
