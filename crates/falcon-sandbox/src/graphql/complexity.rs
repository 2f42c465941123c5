//! A size limit for queries that is cheap to check.
//!
//! Validation and execution visit a fragment at each use. A chain of twenty fragments that each use
//! the next one twice is a million visits, so the size is checked before anything else runs.

use std::collections::HashMap;

use async_graphql::Name;
use async_graphql::parser::types::{ExecutableDocument, Field, Selection, SelectionSet};
use async_graphql_value::{ConstValue, Value as GraphqlValue};
use serde_json::Value;

use super::page::{DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE};

/// Maximum number of fragments in a query.
const MAX_FRAGMENTS: usize = 100;

/// Returns an error if a query has more than `max` fields and fragment uses, counting the content of
/// a fragment at each use.
pub(super) fn check_fields(document: &ExecutableDocument, max: usize) -> Result<(), String> {
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
    if size == usize::MAX {
        return Err(
            "a fragment of the query contains itself, or is too large: use fewer fragments"
                .to_owned(),
        );
    }
    if size > max {
        return Err(format!(
            "query has more than {max} fields and fragment uses: select fewer fields or split it \
             into several queries"
        ));
    }
    Ok(())
}

/// Returns an error if the pages of a query have more than `max` items together.
///
/// Reading an item takes as long as parsing its document, so the number of items bounds the time
/// and the memory of a query. Call it after [`check_fields`], which bounds its own time.
pub(super) fn check_items(
    document: &ExecutableDocument,
    variables: &Value,
    max: usize,
) -> Result<(), String> {
    let pages = Pages {
        document,
        variables,
    };
    let operations = document.operations.iter();
    let items = operations.fold(0, |items: usize, (_, operation)| {
        items.saturating_add(pages.items(&operation.node.selection_set.node, 1, MAX_LEVELS))
    });
    if items > max {
        return Err(format!(
            "query requests pages of {items} items together: the limit is {max}; use a smaller \
             `first` or split it into several queries"
        ));
    }
    Ok(())
}

/// The fields whose values are pages.
const PAGED_FIELDS: [&str; 4] = ["entities", "incidents", "openIncidents", "timeline"];
/// Maximum number of levels, with those of fragments, that are searched for pages. Validation
/// rejects a query with more.
const MAX_LEVELS: usize = 64;

struct Pages<'d> {
    document: &'d ExecutableDocument,
    variables: &'d Value,
}

impl Pages<'_> {
    /// Returns the number of items of all pages in a selection that is read `times` times.
    fn items(&self, selections: &SelectionSet, times: usize, levels: usize) -> usize {
        let Some(levels) = levels.checked_sub(1) else {
            return 0;
        };
        selections.items.iter().fold(0, |items: usize, selection| {
            items.saturating_add(match &selection.node {
                Selection::Field(field) => {
                    let field = &field.node;
                    let inner = &field.selection_set.node;
                    match PAGED_FIELDS.contains(&field.name.node.as_str()) {
                        true => {
                            let times = times.saturating_mul(self.page_size(field));
                            times.saturating_add(self.items(inner, times, levels))
                        }
                        false => self.items(inner, times, levels),
                    }
                }
                Selection::InlineFragment(fragment) => {
                    self.items(&fragment.node.selection_set.node, times, levels)
                }
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    self.document.fragments.get(name).map_or(0, |fragment| {
                        self.items(&fragment.node.selection_set.node, times, levels)
                    })
                }
            })
        })
    }

    /// Returns the page size that a field requests. An invalid one is rejected when it is executed.
    fn page_size(&self, field: &Field) -> usize {
        let argument = |name| {
            let size = match field.get_argument(name).map(|value| &value.node) {
                Some(GraphqlValue::Number(number)) => number.as_u64(),
                Some(GraphqlValue::Variable(name)) => match &self.variables[name.as_str()] {
                    Value::Null => self.default_of(name),
                    value => value.as_u64(),
                },
                _ => None,
            };
            size.and_then(|size| usize::try_from(size).ok())
        };
        let size = argument("first").or_else(|| argument("last"));
        size.unwrap_or(DEFAULT_PAGE_SIZE).min(MAX_PAGE_SIZE)
    }

    /// Returns the default value of a variable.
    fn default_of(&self, name: &Name) -> Option<u64> {
        let operations = self.document.operations.iter();
        let variables = operations.flat_map(|(_, operation)| &operation.node.variable_definitions);
        let mut defaults = variables
            .filter(|variable| variable.node.name.node == *name)
            .filter_map(|variable| variable.node.default_value.as_ref());
        match &defaults.next()?.node {
            ConstValue::Number(number) => number.as_u64(),
            _ => None,
        }
    }
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
        // The preliminary size ends the recursion: a fragment that contains itself has no size.
        self.sizes.insert(name, usize::MAX);
        let size = self.selection_set(&fragment.node.selection_set.node);
        self.sizes.insert(name, size);
        size
    }
}
