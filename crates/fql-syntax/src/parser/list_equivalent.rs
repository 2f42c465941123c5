//! Clauses that a list can replace.

use std::collections::BTreeSet;

use crate::ast::operator::Comparison;
use crate::ast::tree::{Connective, Node, NodeKind};

/// Returns the first property of which one group has several alternatives: `a:1,a:2` is `a:[1,2]`, and
/// `a:!1+a:!2` is `a:![1,2]`.
#[cold]
pub(super) fn property<'s>(source: &'s str, nodes: &[Node]) -> Option<&'s str> {
    let mut seen = BTreeSet::new();
    // The open groups with their ends.
    let mut groups: Vec<(usize, Connective, usize)> = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        while groups.last().is_some_and(|(_, _, end)| *end <= index) {
            groups.pop();
        }
        match node.kind {
            NodeKind::Group(connective) => groups.push((index, connective, node.range().end)),
            NodeKind::Clause(_) | NodeKind::ListClause => {
                let (group, connective, _) = *groups.last()?;
                let is_negated = node.operator.is_negated();
                let joins = Connective::Or.flipped_if(is_negated);
                let property = node.property.slice(source);
                if node.operator.comparison() == Comparison::Equal
                    && connective == joins
                    && !seen.insert((group, is_negated, property))
                {
                    return Some(property);
                }
            }
            NodeKind::PlaceholderClause => {}
        }
    }
    None
}
