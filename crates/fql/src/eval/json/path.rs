//! Dotted paths. This module holds the path rules: a path goes through objects by key and through
//! arrays of any depth, to each of their elements.

use std::collections::HashMap;

use serde_json::Value;

use super::scalar::JsonScalar;

/// A dotted path, split into keys.
#[derive(Debug, Clone)]
pub(crate) struct JsonPath {
    keys: Vec<String>,
    /// The last key may be missing: the path reaches the values of its parent, too.
    is_twin: bool,
}

impl JsonPath {
    pub(crate) fn new(property: &str) -> Self {
        Self {
            keys: property.split('.').map(str::to_owned).collect(),
            is_twin: false,
        }
    }

    /// Returns the path of a field that filters use for another form of its parent's value, such as
    /// `local_ip.raw`. It reaches the values of both, and no objects.
    pub(crate) fn of_twin(property: &str) -> Self {
        Self {
            is_twin: true,
            ..Self::new(property)
        }
    }

    pub(crate) fn keys(&self) -> &[String] {
        &self.keys
    }

    pub(crate) fn is_twin(&self) -> bool {
        self.is_twin
    }

    /// Returns `true` if the path reaches such a value.
    pub(crate) fn reaches(&self, value: &JsonScalar<'_>) -> bool {
        !(self.is_twin && matches!(value, JsonScalar::Object))
    }

    /// Calls `visitor` with each value that the path reaches, until it returns `true`. Returns
    /// whether it did.
    pub(crate) fn any<'d>(
        &self,
        document: &'d Value,
        mut visitor: impl FnMut(&'d Value, JsonScalar<'d>) -> bool,
    ) -> bool {
        any_at(document, &self.keys, self.is_twin, &mut |value| {
            JsonScalar::from_value(value)
                .is_some_and(|scalar| self.reaches(&scalar) && visitor(value, scalar))
        })
    }

    /// Calls `visitor` with each value that the path reaches, and its location, such as
    /// `ip.services[0].port`.
    pub(crate) fn each<'d>(
        &self,
        document: &'d Value,
        mut visitor: impl FnMut(&str, &'d Value, JsonScalar<'d>),
    ) {
        let mut location = String::new();
        each_at(
            document,
            &self.keys,
            self.is_twin,
            &mut location,
            &mut |location, value| {
                let scalar = JsonScalar::from_value(value);
                if let Some(scalar) = scalar.filter(|scalar| self.reaches(scalar)) {
                    visitor(location, value, scalar);
                }
            },
        );
    }
}

/// Recurses as deep as the document, so as deep as the JSON parser allows.
fn each_at<'d>(
    value: &'d Value,
    keys: &[String],
    is_twin: bool,
    location: &mut String,
    visitor: &mut impl FnMut(&str, &'d Value),
) {
    let len = location.len();
    match (value, keys) {
        (Value::Array(elements), _) => {
            for (index, element) in elements.iter().enumerate() {
                location.push_str(&format!("[{index}]"));
                each_at(element, keys, is_twin, location, visitor);
                location.truncate(len);
            }
        }
        (Value::Object(members), [key, rest @ ..]) => {
            let Some(member) = members.get(key) else {
                return;
            };
            if len > 0 {
                location.push('.');
            }
            location.push_str(key);
            each_at(member, rest, is_twin, location, visitor);
            location.truncate(len);
        }
        (_, []) => visitor(location, value),
        (_, [_]) if is_twin => visitor(location, value),
        _ => {}
    }
}

/// Recurses only at arrays, so as deep as the JSON parser allows.
fn any_at<'d>(
    mut value: &'d Value,
    mut keys: &[String],
    is_twin: bool,
    visitor: &mut impl FnMut(&'d Value) -> bool,
) -> bool {
    loop {
        match (value, keys) {
            (Value::Array(elements), _) => {
                return elements
                    .iter()
                    .any(|element| any_at(element, keys, is_twin, visitor));
            }
            (Value::Object(members), [key, rest @ ..]) => match members.get(key) {
                Some(member) => (value, keys) = (member, rest),
                None => return false,
            },
            (_, [_]) if is_twin => return visitor(value),
            (_, [_, ..]) => return false,
            (_, []) => return visitor(value),
        }
    }
}

/// Several paths, merged by their common prefixes.
#[derive(Debug, Clone)]
pub(crate) struct PathTree {
    /// The root comes first. One vector, so that no long path needs a deep stack to be cloned or
    /// dropped.
    nodes: Vec<PathNode>,
}

/// A common prefix of some of the paths.
#[derive(Debug, Clone, Default)]
pub(crate) struct PathNode {
    /// The keys that follow, sorted, and the indexes of their nodes.
    children: Vec<(Box<str>, usize)>,
    /// One bit for each length of those keys; the highest is for its length and all above. It rejects
    /// most keys of a document without a comparison.
    key_lengths: u64,
    /// The indexes of the paths that end here.
    paths: Vec<usize>,
}

impl PathTree {
    pub(crate) fn new<'p>(paths: impl IntoIterator<Item = &'p JsonPath>) -> Self {
        let mut nodes = vec![PathNode::default()];
        let mut known = HashMap::new();
        for (index, path) in paths.into_iter().enumerate() {
            let mut current = 0;
            for (position, key) in path.keys.iter().enumerate() {
                if path.is_twin && position + 1 == path.keys.len() {
                    nodes[current].paths.push(index);
                }
                current = *known.entry((current, key.as_str())).or_insert_with(|| {
                    let child = nodes.len();
                    nodes[current].key_lengths |= length_bit(key.len());
                    nodes[current].children.push((key.as_str().into(), child));
                    nodes.push(PathNode::default());
                    child
                });
            }
            nodes[current].paths.push(index);
        }
        for node in &mut nodes {
            node.children.sort_unstable();
        }
        Self { nodes }
    }

    #[inline]
    pub(super) fn root(&self) -> &PathNode {
        &self.nodes[0]
    }

    #[inline]
    pub(super) fn node(&self, index: usize) -> &PathNode {
        &self.nodes[index]
    }

    /// Returns the bit of the document's member that the path starts with, as in
    /// [`Sink::is_complete`](super::walker::Sink::is_complete); 0 for members from the 65th on.
    pub(crate) fn member_bit(&self, path: &JsonPath) -> u64 {
        let key = path.keys.first().map_or("", String::as_str);
        let member = self.root().child(key.as_bytes());
        member.map_or(0, |(index, _)| 1_u64.checked_shl(index as u32).unwrap_or(0))
    }
}

/// Returns the bit of a key's length in [`PathNode::key_lengths`].
#[inline(always)]
pub(super) fn length_bit(length: usize) -> u64 {
    1 << length.min(63)
}

/// The number of keys up to which a linear search is used.
const MAX_LINEAR_KEYS: usize = 8;

impl PathNode {
    /// Returns the index of a key among the children, and the index of its node.
    #[inline]
    pub(super) fn child(&self, key: &[u8]) -> Option<(usize, usize)> {
        if self.key_lengths & length_bit(key.len()) == 0 {
            return None;
        }
        let index = if self.children.len() <= MAX_LINEAR_KEYS {
            let mut children = self.children.iter();
            children.position(|(child, _)| child.as_bytes() == key)
        } else {
            let by_key = |(child, _): &(Box<str>, usize)| child.as_bytes().cmp(key);
            self.children.binary_search_by(by_key).ok()
        };
        index.map(|index| (index, self.children[index].1))
    }

    /// Returns one bit for each length of the keys of the children.
    #[inline]
    pub(super) fn key_lengths(&self) -> u64 {
        self.key_lengths
    }

    #[inline]
    pub(super) fn is_leaf(&self) -> bool {
        self.children.is_empty()
    }

    #[inline]
    pub(super) fn paths(&self) -> &[usize] {
        &self.paths
    }
}
