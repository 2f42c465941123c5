//! The public walker.

use serde_json::Value;

use super::error::JsonError;
use super::path::{JsonPath, PathTree};
use super::scalar::JsonScalar;
use super::scanner::{Scanner, prefer_utf8_error};
use super::walker::{Sink, WalkError};

/// Dotted paths into JSON documents, read from a document's text in one pass.
///
/// This is the walker of [`Matcher::matches_json`](super::super::Matcher::matches_json). Use it to
/// read some fields of many documents: it parses only the values that a path reaches, and validates
/// the rest.
///
/// A path goes through objects by key and through arrays of any depth, to each of their elements.
///
/// # Examples
///
/// ```
/// use fql::eval::{JsonPaths, JsonScalar};
///
/// let paths = JsonPaths::new(["criticality", "ip.services.port"]);
/// let document = br#"{"criticality":"High","ip":{"services":[{"port":22},{"port":443}]}}"#;
/// let mut ports = Vec::new();
/// paths.visit(document, |path_index, value| {
///     if let (1, JsonScalar::Integer(port)) = (path_index, value) {
///         ports.push(port);
///     }
/// })?;
/// assert_eq!(ports, [22, 443]);
/// # Ok::<(), fql::eval::JsonError>(())
/// ```
#[derive(Debug, Clone)]
pub struct JsonPaths {
    paths: Vec<JsonPath>,
    tree: PathTree,
}

impl JsonPaths {
    /// Creates a walker of these paths. Their indexes are their positions here; a path may occur
    /// more than once.
    #[must_use]
    pub fn new<P: AsRef<str>>(paths: impl IntoIterator<Item = P>) -> Self {
        let paths: Vec<JsonPath> = paths
            .into_iter()
            .map(|path| JsonPath::new(path.as_ref()))
            .collect();
        let tree = PathTree::new(&paths);
        Self { paths, tree }
    }

    /// Calls `visitor` with each value that a path reaches, and the index of the path.
    ///
    /// The values of one path come in the order of the document. `null` and arrays are not
    /// reported. Of a key that an object has twice, the last value counts. A document with an error
    /// reports no values.
    ///
    /// # Errors
    /// Returns an error if the document is not valid JSON, nests more than 127 arrays and objects,
    /// or has a number that is out of range for an `f64`.
    pub fn visit<'d>(
        &self,
        document: &'d [u8],
        mut visitor: impl FnMut(usize, JsonScalar<'d>),
    ) -> Result<(), JsonError> {
        let mut values = Values(Vec::with_capacity(self.paths.len()));
        match self.tree.walk(document, &mut values) {
            Ok(()) => {
                for (path, value) in values.0 {
                    visitor(path, value);
                }
                Ok(())
            }
            Err(WalkError::Json(error)) => Err(error),
            Err(WalkError::DuplicateKey) => self.visit_parsed(document, visitor),
        }
    }

    /// Visits the values of a document with duplicate keys.
    #[cold]
    fn visit_parsed<'d>(
        &self,
        document: &[u8],
        mut visitor: impl FnMut(usize, JsonScalar<'d>),
    ) -> Result<(), JsonError> {
        let document = parse_value(document)?;
        for (index, path) in self.paths.iter().enumerate() {
            path.any(&document, |_, value| {
                visitor(index, value.into_owned());
                false
            });
        }
        Ok(())
    }
}

/// The values found so far: a duplicate key may still replace them.
struct Values<'d>(Vec<(usize, JsonScalar<'d>)>);

impl<'d> Sink<'d> for &mut Values<'d> {
    fn value(&mut self, paths: &[usize], value: JsonScalar<'d>) {
        if let [first, rest @ ..] = paths {
            self.0
                .extend(rest.iter().map(|path| (*path, value.clone())));
            self.0.push((*first, value));
        }
    }

    fn is_complete(&self, _members: u64) -> bool {
        false
    }
}

/// Parses a document as [`Value`], with the errors of the scanner.
#[cold]
pub(crate) fn parse_value(document: &[u8]) -> Result<Value, JsonError> {
    let mut scanner = Scanner::new(document);
    let validated = scanner.skip_value().and_then(|()| scanner.end());
    validated.map_err(|error| prefer_utf8_error(document, error))?;
    // The scanner accepts the documents that serde_json accepts.
    Ok(serde_json::from_slice(document).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visited(paths: &[&str], document: &str) -> Vec<(usize, JsonScalar<'static>)> {
        let mut values = Vec::new();
        JsonPaths::new(paths)
            .visit(document.as_bytes(), |path, value| {
                values.push((path, value.into_owned()));
            })
            .expect(document);
        values
    }

    fn string(string: &str) -> JsonScalar<'static> {
        JsonScalar::Str(string.to_owned().into())
    }

    #[test]
    fn paths_go_through_objects_and_arrays() {
        let document = r#"{"x":{"b":9},"c":18446744073709551615,
            "a":[{"b":1},{"b":[null,"t\"o",[true]]},{"b":{"c":2}},3.5]}"#;
        assert_eq!(
            visited(&["a.b", "a", "c"], document),
            [
                (2, JsonScalar::Integer(u64::MAX.into())),
                (1, JsonScalar::Object),
                (0, JsonScalar::Integer(1)),
                (1, JsonScalar::Object),
                (0, string("t\"o")),
                (0, JsonScalar::Boolean(true)),
                (1, JsonScalar::Object),
                (0, JsonScalar::Object),
                (1, JsonScalar::Real(3.5)),
            ]
        );
    }

    #[test]
    fn equal_paths_are_visited_each() {
        let mut values = visited(&["a", "b", "a"], r#"{"a":"x"}"#);
        values.sort_by_key(|(path, _)| *path);
        assert_eq!(values, [(0, string("x")), (2, string("x"))]);
    }

    #[test]
    fn last_duplicate_key_wins() {
        for document in [
            r#"{"a":{"b":1},"c":2,"a":{"b":3}}"#,
            r#"{"a":{"b":1,"b":3},"c":2}"#,
            r#"{"a":{"b":1,"\u0062":3},"c":2}"#,
        ] {
            assert_eq!(
                visited(&["a.b", "c"], document),
                [(0, JsonScalar::Integer(3)), (1, JsonScalar::Integer(2))],
                "{document}"
            );
        }
        assert_eq!(visited(&["a.b"], r#"{"a":{"b":1},"a":null}"#), []);
    }

    #[test]
    fn invalid_document_reports_no_values() {
        for document in ["", "{", r#"{"a":1"#, r#"{"a":1} x"#, r#"{"a":1,"a":2"#] {
            let visit = JsonPaths::new(["a"]).visit(document.as_bytes(), |_, value| {
                panic!("{document}: {value:?}");
            });
            assert!(visit.is_err(), "{document}");
        }
    }

    #[test]
    fn plain_string_is_borrowed() {
        let document = br#"{"a":"plain"}"#;
        let visit = JsonPaths::new(["a"]).visit(document, |_, value| {
            assert!(matches!(
                value,
                JsonScalar::Str(std::borrow::Cow::Borrowed("plain"))
            ));
        });
        assert!(visit.is_ok());
    }
}
