//! Construction of groups while their parts are parsed.
//!
//! Groups are built bottom-up: when a group ends, its node is appended after those of its parts. It is
//! still the last node when the parent counts the part, so a group with the connective of its parent
//! is dissolved by popping its node; the nodes of its parts stay where they are. At the end,
//! [`into_preorder`] moves every group before its parts.

use crate::ast::tree::{Connective, Node, NodeKind};

/// A group whose parts are being parsed.
#[derive(Clone, Copy)]
pub(super) struct OpenGroup {
    connective: Connective,
    /// The index of the first node of the parts.
    first: u32,
    /// The number of parts; at least two if a group was dissolved.
    parts: u32,
}

impl OpenGroup {
    /// Starts a group whose parts are the nodes that follow.
    #[inline]
    pub(super) fn new(connective: Connective, nodes: &[Node]) -> Self {
        Self {
            connective,
            first: nodes.len() as u32,
            parts: 0,
        }
    }

    /// Adds a clause, whose node was just appended.
    #[inline]
    pub(super) fn add_clause(&mut self) {
        self.parts += 1;
    }

    /// Adds the part that ends with the last node: a clause, or a group if `nodes` ends with one. A
    /// group with the same connective is dissolved, and its parts are added instead.
    #[inline]
    pub(super) fn add_last(&mut self, nodes: &mut Vec<Node>) {
        self.parts += 1;
        if nodes.last().map(|node| node.kind) == Some(NodeKind::Group(self.connective)) {
            nodes.pop();
            self.parts += 1;
        }
    }

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.parts == 0
    }

    #[inline]
    pub(super) fn has_connective_of(&self, other: &Self) -> bool {
        self.connective == other.connective
    }

    /// Adds the parts of an inner group that is still open and has the same connective.
    #[inline]
    pub(super) fn absorb(&mut self, inner: &Self) {
        self.parts += inner.parts;
    }

    /// Ends the group. A single part needs no group.
    #[inline]
    pub(super) fn close(self, nodes: &mut Vec<Node>) {
        if self.parts > 1 {
            let end = nodes.len() as u32;
            nodes.push(Node::group(self.connective, self.first, end));
        }
    }
}

/// A group that was read and not written yet.
struct PendingGroup {
    connective: Connective,
    /// The index of its first node before the move.
    first: u32,
    /// The end of its nodes after the move.
    end: u32,
}

/// Moves every group before its parts, in place and in linear time.
///
/// Walks the nodes backwards. A clause moves up by the number of groups around it, each of which is
/// pending until its first clause has moved. Between the next node to read and the last node written
/// there are as many free slots as pending groups, so that no node is overwritten before it is read.
/// `max_depth` is a hint for the number of pending groups.
pub(super) fn into_preorder(nodes: &mut Vec<Node>, max_depth: usize) {
    let count = nodes.len();
    let Some(root) = nodes.pop_if(|root| root.is_group()) else {
        return;
    };
    // Other groups are near the end.
    if !nodes.iter().rev().any(Node::is_group) {
        // Most filters: the root is the only group.
        let (first, end) = (1, count as u32);
        nodes.insert(0, Node { first, end, ..root });
        return;
    }
    nodes.push(root);
    let mut pending: Vec<PendingGroup> = Vec::with_capacity(max_depth);
    let mut written = count;
    for index in (0..count).rev() {
        let node = nodes[index];
        if let NodeKind::Group(connective) = node.kind {
            let (first, end) = (node.first, written as u32);
            pending.push(PendingGroup {
                connective,
                first,
                end,
            });
            continue;
        }
        written -= 1;
        nodes[written] = node;
        while let Some(group) = pending.pop_if(|group| group.first == index as u32) {
            let first = written as u32;
            written -= 1;
            nodes[written] = Node::group(group.connective, first, group.end);
        }
    }
}
