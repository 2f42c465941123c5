//! JSON.

use tree_sitter::Node;

use super::reader::c_escape;
use super::{Call, NameKind, Named, Reader, Syntax, named_fields};
use crate::commands::lint::host_string::Quoting;

pub(super) struct Json;

pub(super) static STRING: Quoting = Quoting {
    escapes: &[('"', "\\\""), ('\\', "\\\\")],
    denied: &[],
    escape_call: "\\'",
};

impl Syntax for Json {
    fn read(&self, node: Node<'_>, reader: &mut Reader<'_, '_>) -> bool {
        if node.kind() != "string" {
            return false;
        }
        let content = node.start_byte() + 1..node.end_byte().saturating_sub(1);
        reader.template(content, c_escape, &STRING);
        true
    }

    fn named<'t>(&self, node: Node<'t>, source: &str) -> Option<Named<'t>> {
        match node.kind() {
            "pair" => named_fields(node, source, NameKind::Key, "key", "value"),
            _ => None,
        }
    }

    fn call<'t>(&self, _node: Node<'t>) -> Option<Call<'t>> {
        None
    }

    fn is_boundary(&self, _kind: &str) -> bool {
        false
    }

    fn is_function(&self, _kind: &str) -> bool {
        false
    }

    fn is_variable(&self, _kind: &str) -> bool {
        false
    }
}
