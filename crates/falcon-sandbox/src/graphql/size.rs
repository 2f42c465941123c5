//! How large a query is, before anything works on it: what else looks at one goes through a
//! fragment as often as it is used, and twenty fragments that each use the next one twice are a
//! million.

use std::collections::HashMap;

use async_graphql::Name;
use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};

/// How many fragments a query may have.
const MOST_FRAGMENTS: usize = 100;

/// Refuses a query with more fields and uses of fragments than this, what is in a fragment counted
/// wherever that is used.
pub(super) fn check(document: &ExecutableDocument, most: usize) -> Result<(), String> {
    if document.fragments.len() > MOST_FRAGMENTS {
        return Err(format!(
            "the query has more than {MOST_FRAGMENTS} fragments: split it"
        ));
    }
    let mut sizes = Sizes {
        document,
        known: HashMap::new(),
    };
    let size = document
        .operations
        .iter()
        .fold(0, |size: usize, operation| {
            let selections = &operation.1.node.selection_set.node;
            size.saturating_add(sizes.of(selections))
        });
    if size > most {
        return Err(format!(
            "the query has more than {most} fields and uses of fragments: ask for less, or split it"
        ));
    }
    Ok(())
}

/// How many fields and uses of fragments are in each fragment, counted once.
struct Sizes<'d> {
    document: &'d ExecutableDocument,
    known: HashMap<&'d Name, usize>,
}

impl<'d> Sizes<'d> {
    fn of(&mut self, selections: &'d SelectionSet) -> usize {
        selections.items.iter().fold(0, |size: usize, selection| {
            let inner = match &selection.node {
                Selection::Field(field) => self.of(&field.node.selection_set.node),
                Selection::InlineFragment(fragment) => self.of(&fragment.node.selection_set.node),
                Selection::FragmentSpread(spread) => {
                    self.of_fragment(&spread.node.fragment_name.node)
                }
            };
            // A fragment counts, too: one without fields is work all the same.
            size.saturating_add(inner).saturating_add(1)
        })
    }

    fn of_fragment(&mut self, name: &'d Name) -> usize {
        if let Some(size) = self.known.get(name) {
            return *size;
        }
        let Some(fragment) = self.document.fragments.get(name) else {
            return 0;
        };
        // Until it is counted, so that one that uses itself has an end. It is refused later.
        self.known.insert(name, 0);
        let size = self.of(&fragment.node.selection_set.node);
        self.known.insert(name, size);
        size
    }
}
