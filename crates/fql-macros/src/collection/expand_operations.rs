//! Expands the operations of a collection.

use std::fmt::Write as _;

use proc_macro::{Span, TokenStream};

use super::model::{Collection, Operation, OperationKind};
use crate::{expand, literal};

/// Returns the calls that add the operations and the field of the id to the table.
pub(super) fn of_table(collection: &Collection) -> String {
    let mut calls = String::new();
    if has_operations(collection) {
        calls.push_str(".with_operations(OPERATIONS, FURTHER_OPERATIONS)");
    }
    if let Some(field) = &collection.id_field {
        let _ = write!(calls, ".with_id_field({})", literal::quote(field));
    }
    calls
}

fn has_operations(collection: &Collection) -> bool {
    !collection.operations.is_empty() || !collection.further_operations.is_empty()
}

/// Returns the rows of the operations, and a constant for each that has a type.
pub(super) fn constants(collection: &Collection) -> TokenStream {
    if !has_operations(collection) {
        return TokenStream::new();
    }
    let mut constants = TokenStream::new();
    for (name, operations) in [
        ("OPERATIONS", &collection.operations),
        ("FURTHER_OPERATIONS", &collection.further_operations),
    ] {
        let rows: String = operations.iter().map(row).collect();
        let rows = format!("const {name}: &[::fql::operation::OperationSpec] = &[{rows}];");
        constants.extend(expand::tokens(&rows, Span::call_site(), &[]));
        for (index, operation) in operations.iter().enumerate() {
            constants.extend(constant(collection, operation, name, index));
        }
    }
    constants
}

fn constant(
    collection: &Collection,
    operation: &Operation,
    rows: &str,
    index: usize,
) -> Option<TokenStream> {
    let (descriptor, purpose) = match &operation.kind {
        OperationKind::Listing("Ids") => ("ListOperation", "Lists ids"),
        OperationKind::Listing(_) => ("ListOperation", "Lists documents"),
        OperationKind::Details(..) => (
            "DetailsOperation",
            "Returns the documents with the given ids",
        ),
        OperationKind::Aggregation(_) => ("AggregateOperation", "Aggregates documents"),
        OperationKind::Other => return None,
    };
    let mut documentation = format!(
        "{purpose}: `{} {}` (`{}`).",
        operation.method.to_uppercase(),
        operation.path,
        operation.id,
    );
    if !operation.note.is_empty() {
        let _ = write!(documentation, "\n\nNote: {}.", operation.note);
    }
    let source = format!(
        "#[doc = {documentation}]
        __visibility const __constant: ::fql::operation::{descriptor}<__Collection> =
            ::fql::operation::{descriptor}::new(&{rows}[{index}]);",
        documentation = literal::quote(&documentation),
    );
    let (name, span) = &operation.constant;
    let span = Span::call_site().located_at(*span);
    let replacements = [
        ("__constant", expand::ident(name, span)),
        ("__visibility", collection.visibility.clone()),
        (
            "__Collection",
            TokenStream::from(proc_macro::TokenTree::from(collection.ident.clone())),
        ),
    ];
    Some(expand::tokens(&source, span, &replacements))
}

fn row(operation: &Operation) -> String {
    let kind = match &operation.kind {
        OperationKind::Listing(items) => format!("Listing(::fql::operation::Items::{items})"),
        OperationKind::Details(location, name, max) => format!(
            "Details(::fql::operation::IdsParameter::new(::fql::operation::IdsLocation::{location}, {}, {}))",
            literal::quote(name),
            option(*max),
        ),
        OperationKind::Aggregation(body) => {
            format!("Aggregation(::fql::operation::AggregateBody::{body})")
        }
        OperationKind::Other => "Other".to_owned(),
    };
    let mut row = format!(
        "::fql::operation::OperationSpec::new({}, ::fql::operation::Method::{}, {}, \
         ::fql::operation::OperationKind::{kind}, ::fql::operation::FilterLocation::{}, {})",
        literal::quote(&operation.id),
        operation.method,
        literal::quote(&operation.path),
        operation.filter,
        literal::quote(&operation.source),
    );
    if operation.is_filter_required {
        row.push_str(".with_required_filter()");
    }
    let [default, max] = operation.page_size;
    if default.is_some() || max.is_some() {
        let _ = write!(row, ".with_page_size({}, {})", option(default), option(max));
    }
    if operation.pagination != "None" {
        let _ = write!(
            row,
            ".with_pagination(::fql::operation::Pagination::{}, {})",
            operation.pagination,
            option(operation.window),
        );
    }
    if operation.sort != "None" {
        let _ = write!(
            row,
            ".with_sort(::fql::operation::SortForm::{})",
            operation.sort
        );
    }
    let [required, optional] = [
        &operation.required_parameters,
        &operation.optional_parameters,
    ]
    .map(|names| {
        names
            .iter()
            .map(|name| literal::quote(name) + ",")
            .collect::<String>()
    });
    if !required.is_empty() || !optional.is_empty() {
        let _ = write!(row, ".with_parameters(&[{required}], &[{optional}])");
    }
    if !operation.note.is_empty() {
        let _ = write!(row, ".with_note({})", literal::quote(&operation.note));
    }
    row.push(',');
    row
}

fn option(number: Option<u32>) -> String {
    match number {
        Some(number) => format!("::core::option::Option::Some({number})"),
        None => "::core::option::Option::None".to_owned(),
    }
}
