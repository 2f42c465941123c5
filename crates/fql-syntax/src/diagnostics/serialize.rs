//! Reports as structured data, with the feature `serde`.

use serde_core::ser::{Serialize, SerializeSeq, SerializeStruct, Serializer};

use super::diagnostic::{Diagnostic, Edit, Fix};
use super::report::Report;

/// Serializes as an object with the members `diagnostics` and `omitted`, the number of diagnostics that
/// were not kept. A diagnostic has `code`, `severity`, `message`, `help`, `start`, `end`, `line`, `column`
/// and `fix`: the list of edits, or null. Offsets are bytes from 0; lines and columns count from 1.
///
/// ```
/// let report = fql_syntax::parse("status='open'").unwrap_err();
/// let json = serde_json::to_value(&report).unwrap();
/// assert_eq!(json["diagnostics"][0]["code"], "FQL012");
/// assert_eq!(json["diagnostics"][0]["fix"][0]["replacement"], ":");
/// assert_eq!(json["omitted"], 0);
/// ```
impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Report", 2)?;
        object.serialize_field("diagnostics", &Positioned(self))?;
        object.serialize_field("omitted", &self.omitted())?;
        object.end()
    }
}

/// The diagnostics of a report with their lines and columns.
struct Positioned<'r>(&'r Report);

impl Serialize for Positioned<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let diagnostics = self.0.diagnostics();
        let mut list = serializer.serialize_seq(Some(diagnostics.len()))?;
        for diagnostic in diagnostics {
            let position = self.0.position(diagnostic.span().start());
            list.serialize_element(&PositionedDiagnostic(diagnostic, position))?;
        }
        list.end()
    }
}

/// A diagnostic with its line and column.
struct PositionedDiagnostic<'r>(&'r Diagnostic, (usize, usize));

impl Serialize for PositionedDiagnostic<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(diagnostic, (line, column)) = self;
        let mut object = serializer.serialize_struct("Diagnostic", 9)?;
        object.serialize_field("code", diagnostic.code().as_str())?;
        object.serialize_field("severity", &diagnostic.severity().to_string())?;
        object.serialize_field("message", diagnostic.message())?;
        object.serialize_field("help", diagnostic.help())?;
        object.serialize_field("start", &diagnostic.span().start())?;
        object.serialize_field("end", &diagnostic.span().end())?;
        object.serialize_field("line", line)?;
        object.serialize_field("column", column)?;
        object.serialize_field("fix", &diagnostic.fix())?;
        object.end()
    }
}

/// Serializes as the list of the edits.
impl Serialize for Fix {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.edits())
    }
}

/// Serializes as an object with the members `start`, `end` and `replacement`.
impl Serialize for Edit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Edit", 3)?;
        object.serialize_field("start", &self.span().start())?;
        object.serialize_field("end", &self.span().end())?;
        object.serialize_field("replacement", self.replacement())?;
        object.end()
    }
}
