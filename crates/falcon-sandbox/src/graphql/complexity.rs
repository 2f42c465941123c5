//! A size limit for queries that is cheap to check.
//!
//! Validation and execution visit a fragment at each use. A chain of twenty fragments that each use
//! the next one twice is a million visits, so the size is checked before anything else runs.

use std::collections::HashMap;

use async_graphql::Name;
use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};

/// Maximum number of fragments in a query.
const MAX_FRAGMENTS: usize = 100;

/// Returns an error if a query has more than `max` fields and fragment uses, counting the content of
/// a fragment at each use.
pub(super) fn check(document: &ExecutableDocument, max: usize) -> Result<(), String> {
    if document.fragments.len() > MAX_FRAGMENTS {
        return Err(format!(
            "query has more than {MAX_FRAGMENTS} fragments: split it into several queries"
        ));
    }
    let mut sizes = FragmentSizes {
        document,
        sizes: HashMap::new(),
    };
    let operations = document.operations.iter();
    let size = operations.fold(0, |size: usize, (_, operation)| {
        size.saturating_add(sizes.selection_set(&operation.node.selection_set.node))
    });
    if size > max {
        return Err(format!(
            "query has more than {max} fields and fragment uses: select fewer fields or split it \
             into several queries"
        ));
    }
    Ok(())
}

/// The sizes of fragments, each computed once.
struct FragmentSizes<'d> {
    document: &'d ExecutableDocument,
    sizes: HashMap<&'d Name, usize>,
}

impl<'d> FragmentSizes<'d> {
    fn selection_set(&mut self, selections: &'d SelectionSet) -> usize {
        selections.items.iter().fold(0, |size: usize, selection| {
            let inner = match &selection.node {
                Selection::Field(field) => self.selection_set(&field.node.selection_set.node),
                Selection::InlineFragment(fragment) => {
                    self.selection_set(&fragment.node.selection_set.node)
                }
                Selection::FragmentSpread(spread) => self.fragment(&spread.node.fragment_name.node),
            };
            // Using a fragment costs something even if the fragment is empty.
            size.saturating_add(inner).saturating_add(1)
        })
    }

    fn fragment(&mut self, name: &'d Name) -> usize {
        if let Some(size) = self.sizes.get(name) {
            return *size;
        }
        let Some(fragment) = self.document.fragments.get(name) else {
            return 0;
        };
        // The preliminary size ends the recursion of a fragment cycle, which validation rejects.
        self.sizes.insert(name, 0);
        let size = self.selection_set(&fragment.node.selection_set.node);
        self.sizes.insert(name, size);
        size
    }
}
