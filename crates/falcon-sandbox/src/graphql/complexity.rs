//! A size limit for queries that is cheap to check.
//!
//! Validation and execution visit a fragment at each use. A chain of twenty fragments that each use
//! the next one twice is a million visits, so the size is checked before anything else runs.

use std::collections::HashMap;

use serde_json::Value;

use super::ast::{Document, Field, Selection, Value as Literal};
use super::page::{DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE};

/// Maximum number of fragments in a query.
const MAX_FRAGMENTS: usize = 100;

/// Returns an error if a query has more than `max` fields and fragment uses, counting the content of
/// a fragment at each use.
pub(super) fn check_fields(document: &Document<'_>, max: usize) -> Result<(), String> {
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
    let size = operations.fold(0, |size: usize, operation| {
        size.saturating_add(sizes.selections(&operation.selections, MAX_LEVELS))
    });
    if size == usize::MAX {
        return Err(
            "a fragment of the query contains itself, is too large or has too many levels: use fewer \
             fragments"
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

/// Returns an error if a query has more than 20 levels of fields. Call it after [`check_fields`],
/// which bounds its time.
pub(super) fn check_depth(document: &Document<'_>) -> Result<(), String> {
    let mut operations = document.operations.iter();
    let is_too_deep = operations.any(|operation| {
        let depth = depth(document, &operation.selections, MAX_LEVELS);
        depth.is_none_or(|depth| depth > MAX_DEPTH)
    });
    match is_too_deep {
        true => Err(format!("query has more than {MAX_DEPTH} levels")),
        false => Ok(()),
    }
}

/// Returns the number of levels of fields, or `None` if there are more than `levels` with those of
/// fragments.
fn depth(document: &Document<'_>, selections: &[Selection<'_>], levels: usize) -> Option<usize> {
    let levels = levels.checked_sub(1)?;
    selections.iter().try_fold(0, |deepest: usize, selection| {
        let depth = match selection {
            Selection::Field(field) => 1 + depth(document, &field.selections, levels)?,
            Selection::Inline(inline) => depth(document, &inline.selections, levels)?,
            Selection::Spread(spread) => match document.fragment(spread.name) {
                Some(fragment) => depth(document, &fragment.selections, levels)?,
                None => 0,
            },
        };
        Some(deepest.max(depth))
    })
}

/// Returns an error if the pages of a query have more than `max` items together.
///
/// Reading an item takes as long as parsing its document, so the number of items bounds the time
/// and the memory of a query. Call it after [`check_fields`], which bounds its own time.
pub(super) fn check_items(
    document: &Document<'_>,
    variables: &Value,
    max: usize,
) -> Result<(), String> {
    let pages = Pages {
        document,
        variables,
    };
    let operations = document.operations.iter();
    let items = operations.fold(0, |items: usize, operation| {
        items.saturating_add(pages.items(&operation.selections, 1, MAX_LEVELS))
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
/// Maximum number of levels with those of fragments, which bounds the recursion of all other checks.
const MAX_LEVELS: usize = 64;
/// Maximum depth of a query. Associations of three levels and the introspection queries of common
/// clients have fewer levels.
const MAX_DEPTH: usize = 20;

struct Pages<'d> {
    document: &'d Document<'d>,
    variables: &'d Value,
}

impl Pages<'_> {
    /// Returns the number of items of all pages in a selection that is read `times` times.
    fn items(&self, selections: &[Selection<'_>], times: usize, levels: usize) -> usize {
        let Some(levels) = levels.checked_sub(1) else {
            return 0;
        };
        selections.iter().fold(0, |items: usize, selection| {
            items.saturating_add(match selection {
                Selection::Field(field) => {
                    let inner = &field.selections;
                    match PAGED_FIELDS.contains(&field.name) {
                        true => {
                            let times = times.saturating_mul(self.page_size(field));
                            times.saturating_add(self.items(inner, times, levels))
                        }
                        false => self.items(inner, times, levels),
                    }
                }
                Selection::Inline(inline) => self.items(&inline.selections, times, levels),
                Selection::Spread(spread) => {
                    let fragment = self.document.fragment(spread.name);
                    fragment.map_or(0, |fragment| {
                        self.items(&fragment.selections, times, levels)
                    })
                }
            })
        })
    }

    /// Returns the page size that a field requests. An invalid one is rejected when it is executed.
    fn page_size(&self, field: &Field<'_>) -> usize {
        let argument = |name| {
            let size = match field.argument(name) {
                Some(Literal::Int(source)) => source.parse::<u64>().ok(),
                Some(Literal::Variable(name)) => match &self.variables[*name] {
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
    fn default_of(&self, name: &str) -> Option<u64> {
        let operations = self.document.operations.iter();
        let mut variables = operations.flat_map(|operation| &operation.variables);
        let variable = variables.find(|variable| variable.name == name)?;
        match &variable.default {
            Some(Literal::Int(source)) => source.parse().ok(),
            _ => None,
        }
    }
}

/// The sizes of fragments, each computed once.
struct FragmentSizes<'d> {
    document: &'d Document<'d>,
    sizes: HashMap<&'d str, usize>,
}

impl<'d> FragmentSizes<'d> {
    /// Returns the number of selections, or the largest number if there are too many levels: a chain
    /// of fragments can have more levels than the parser accepts.
    fn selections(&mut self, selections: &'d [Selection<'d>], levels: usize) -> usize {
        let Some(levels) = levels.checked_sub(1) else {
            return usize::MAX;
        };
        selections.iter().fold(0, |size: usize, selection| {
            let inner = match selection {
                Selection::Field(field) if field.selections.is_empty() => 0,
                Selection::Field(field) => self.selections(&field.selections, levels),
                Selection::Inline(inline) => self.selections(&inline.selections, levels),
                Selection::Spread(spread) => self.fragment(spread.name, levels),
            };
            // Using a fragment costs something even if the fragment is empty.
            size.saturating_add(inner).saturating_add(1)
        })
    }

    fn fragment(&mut self, name: &'d str, levels: usize) -> usize {
        if let Some(size) = self.sizes.get(name) {
            return *size;
        }
        let Some(fragment) = self.document.fragment(name) else {
            return 0;
        };
        // The preliminary size ends the recursion: a fragment that contains itself has no size.
        self.sizes.insert(name, usize::MAX);
        let size = self.selections(&fragment.selections, levels);
        self.sizes.insert(name, size);
        size
    }
}
