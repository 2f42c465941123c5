//! Construction of groups while their parts are parsed.
//!
//! Groups are built bottom-up: the node of a group is appended after those of its parts, as soon as
//! the group ends. Such a node is the last one at the moment when its parent learns of the part, so
//! that a group with the connective of its parent is dissolved by removing its node, wherever its
//! parts are. [`into_preorder`] finally moves every group before its parts.

use crate::ast::tree::{Connective, Node, NodeKind};

/// A group whose parts are being parsed.
#[derive(Clone, Copy)]
pub(super) struct OpenGroup {
    connective: Connective,
    /// The index of the first node of the parts.
    first: usize,
    /// There is more than one part.
    has_several: bool,
    is_empty: bool,
}

impl OpenGroup {
    /// Starts a group whose parts are the nodes that follow.
    #[inline]
    pub(super) fn new(connective: Connective, nodes: &[Node]) -> Self {
        Self {
            connective,
            first: nodes.len(),
            has_several: false,
            is_empty: true,
        }
    }

    /// Adds a clause, whose node was just appended.
    #[inline]
    pub(super) fn add_clause(&mut self) {
        self.has_several = !self.is_empty;
        self.is_empty = false;
    }

    /// Adds the part that ends with the last node: a clause, or a group if `nodes` ends with one. A
    /// group with the same connective is dissolved, and its parts are added instead.
    #[inline]
    pub(super) fn add_last(&mut self, nodes: &mut Vec<Node>) {
        self.add_clause();
        if nodes.last().map(|node| node.kind) == Some(NodeKind::Group(self.connective)) {
            nodes.pop();
            self.has_several = true;
        }
    }

    /// Ends the group. A single part needs no group.
    #[inline]
    pub(super) fn close(self, nodes: &mut Vec<Node>) {
        if self.has_several {
            nodes.push(Node::group(self.connective, self.first, nodes.len()));
        }
    }
}

/// Moves every group before its parts, in place and in linear time.
///
/// Backwards through the nodes, every clause moves behind the groups around it that were not written
/// yet, and a group is written as soon as its first clause is. The free slots between the next
/// node to read and the last node written are as many as there are such groups, so that nothing is
/// overwritten before it is read.
pub(super) fn into_preorder(nodes: &mut [Node]) {
    let Some((root, others)) = nodes.split_last_mut() else {
        return;
    };
    if !root.is_group() {
        return;
    }
    if !others.iter().any(Node::is_group) {
        // Most filters: the root is the only group.
        (root.first, root.end) = (1, root.end + 1);
        nodes.rotate_right(1);
        return;
    }
    // The groups that were read and not written yet, with the end of their nodes after the move.
    let mut unwritten: Vec<Node> = Vec::new();
    let mut written = nodes.len();
    for index in (0..nodes.len()).rev() {
        let node = nodes[index];
        if node.is_group() {
            unwritten.push(Node {
                end: written as u32,
                ..node
            });
            continue;
        }
        written -= 1;
        nodes[written] = node;
        while let Some(group) = unwritten.pop_if(|group| group.first as usize == index) {
            nodes[written - 1] = Node {
                first: written as u32,
                ..group
            };
            written -= 1;
        }
    }
}
