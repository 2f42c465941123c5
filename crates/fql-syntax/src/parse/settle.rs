//! Makes a tree's groups flat.

use crate::tree::{Node, Tag};

/// "No group" in a node's working space.
const NONE: u32 = u32::MAX;

/// Drops every group that has one part only, or that is joined as the group around it is, and
/// moves the nodes together. One pass, in place: a group's `first` holds its number of parts
/// before it is reached, and the group around it after.
pub(super) fn settle(nodes: &mut Vec<Node>) {
    if drop_ahead_of_one_run(nodes) {
        return;
    }
    let mut kept = 0_usize;
    let mut around = NONE;
    for index in 0..nodes.len() {
        around = close_finished(nodes, around, index, kept);
        let mut node = nodes[index];
        if let Tag::Group(join) = node.tag {
            let same = around != NONE && nodes[around as usize].tag == Tag::Group(join);
            if node.first < 2 || same {
                continue;
            }
            node.first = around;
            around = kept as u32;
        }
        nodes[kept] = node;
        kept += 1;
    }
    let all = nodes.len();
    close_finished(nodes, around, all, kept);
    nodes.truncate(kept);
}

/// Most filters are one run of clauses: only the list ahead of it is to be dropped, and the run if
/// it has one part. `false`, and nothing is changed, for any other.
fn drop_ahead_of_one_run(nodes: &mut Vec<Node>) -> bool {
    let all = nodes.len();
    let [list, run, ..] = nodes.as_mut_slice() else {
        return true;
    };
    // With parentheses there are more nodes than parts.
    if list.first != 1 || run.first as usize != all - 2 {
        return false;
    }
    run.end = all as u32 - 1;
    let superfluous = if all == 3 { 2 } else { 1 };
    nodes.drain(..superfluous);
    true
}

/// Sets the end of each group that reached it, and returns the innermost that did not.
fn close_finished(nodes: &mut [Node], mut around: u32, index: usize, kept: usize) -> u32 {
    while around != NONE && nodes[around as usize].end as usize == index {
        let group = &mut nodes[around as usize];
        around = group.first;
        group.end = kept as u32;
    }
    around
}
