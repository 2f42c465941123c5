//! A query of a collection: the operations, the arguments of the listing, and its items.

use falcon_transport::Falcon;
use fql::Filter;
use fql::collections::any::Any;
use fql::operation::{DetailsOperation, Items as ListedItems, ListOperation, OperationKind};
use fql::table::Table;

use super::columns::Column;
use super::items::Items;
use super::limit::Limit;
use super::output_args::OutputArgs;
use super::write_items::write_items;
use super::writer::ItemWriter;
use crate::client;
use crate::error::{Error, ExitStatus};
use crate::operation;
use crate::progress::Progress;
use crate::request_check::SortOrder;

/// A query, as the options of a subcommand select it.
#[derive(Debug)]
pub(crate) struct Query<'a> {
    pub(crate) subcommand: &'static str,
    pub(crate) table: &'static Table,
    /// The id of the listing, or `None` for the default one.
    pub(crate) operation: Option<&'a str>,
    /// Documents are shown in any format.
    pub(crate) details: bool,
    /// Further parameters of the listing, as `key=value`.
    pub(crate) parameters: &'a [String],
    pub(crate) page_size: Option<u32>,
    /// A sort order with warnings is rejected.
    pub(crate) is_strict: bool,
    /// The name of a document in messages.
    pub(crate) noun: &'static str,
}

/// The requests of a query, whose arguments have been checked.
struct Listing {
    table: &'static Table,
    operation: ListOperation<Any>,
    /// The lookup of the documents. Without it, the items of the listing are shown.
    lookup: Option<DetailsOperation<Any>>,
    parameters: Vec<(&'static str, String)>,
    filter: Filter<Any>,
    sort: Option<SortOrder>,
    page_size: Option<u32>,
}

impl Query<'_> {
    /// Checks the arguments, sends the requests and writes the items. `parse` validates the filter and
    /// prints its diagnostics.
    pub(crate) fn run(
        self,
        args: &OutputArgs,
        parse: impl FnOnce(&str) -> Result<Filter<Any>, Error>,
    ) -> Result<ExitStatus, Error> {
        let usage_error = |message: String| Error::Usage {
            subcommand: self.subcommand,
            message,
        };
        let table = self.table;
        let columns = args.columns(table).map_err(usage_error)?;
        let needs_documents = self.details || needs_documents(args, columns.as_deref(), table);
        let operation = operation::listing(table, self.operation, needs_documents);
        let operation = operation.map_err(usage_error)?;
        let spec = operation.spec();
        let lists_ids = spec.kind == OperationKind::Listing(ListedItems::Ids);
        let parameters = operation::parameters(spec, self.parameters).map_err(usage_error)?;
        let lookup = match needs_documents && lists_ids {
            true => operation::lookup(table, spec, &parameters),
            false => Err(String::new()),
        };
        let lookup = match lookup {
            Err(reason) if lists_ids && needs_documents && (self.details || columns.is_some()) => {
                return Err(usage_error(reason));
            }
            lookup => lookup.ok(),
        };
        let shows_ids = lists_ids && lookup.is_none();
        if let Some(size) = self.page_size {
            operation::check_page_size(spec, size).map_err(usage_error)?;
        }
        if spec.is_filter_required && args.filter.trim().is_empty() {
            return Err(usage_error(operation::missing_filter(table, spec)));
        }
        let filter = parse(&args.filter)?;
        let listing = Listing {
            sort: args.sort(table, spec, self.is_strict)?,
            page_size: self.page_size,
            table,
            operation,
            lookup,
            parameters,
            filter,
        };
        match shows_ids {
            true => {
                let columns = columns.or_else(|| Some(vec![Column::of_path(table.id_field)]));
                listing.run(args, columns, "id")
            }
            false => listing.run(args, columns, self.noun),
        }
    }
}

/// Returns `true` if the format has columns, and one of them is not the id.
fn needs_documents(args: &OutputArgs, columns: Option<&[Column]>, table: &Table) -> bool {
    let is_id = |column: &Column| column.heading == table.id_field;
    args.format.has_columns() && !columns.is_some_and(|columns| columns.iter().all(is_id))
}

impl Listing {
    fn run(
        self,
        args: &OutputArgs,
        columns: Option<Vec<Column>>,
        noun: &'static str,
    ) -> Result<ExitStatus, Error> {
        client::block_on(async {
            let connection = args.client.connect().await?;
            let falcon = &connection.falcon;
            let limit = args.limit();
            let items = self.items(falcon, limit);
            let writer = ItemWriter::new(args.format, self.table, noun, columns)?;
            let progress = match writer.has_quiet_terminal() {
                true => Progress::of_items(noun),
                false => Progress::hidden(),
            };
            let written = write_items(
                items,
                writer,
                limit,
                noun,
                &progress,
                connection.no_documents(self.table),
            );
            client::with_wait_reports(falcon, &progress, written).await
        })
    }

    fn items(&self, falcon: &Falcon, limit: Limit) -> Items {
        let listing = falcon
            .list_any(self.table, self.operation)
            .filter(&self.filter)
            .query(self.parameters.iter().cloned());
        let listing = match &self.sort {
            Some(SortOrder::Directed(sort)) => listing.sort(sort),
            Some(SortOrder::Field(field)) => listing.query([("sort", field)]),
            None => listing,
        };
        let listing = match self.page_size.or_else(|| self.small_page(limit)) {
            Some(size) => listing.page_size(size),
            None => listing,
        };
        match (self.lookup, self.operation.spec().kind) {
            (Some(lookup), _) => Items::Details(Box::new(listing.details(lookup))),
            (None, OperationKind::Listing(ListedItems::Ids)) => Items::Ids(listing.ids()),
            (None, _) => Items::Documents(listing.documents()),
        }
    }

    /// Returns the size of the only page if the limit is small. Otherwise pages have the default size.
    fn small_page(&self, limit: Limit) -> Option<u32> {
        const SMALL: u32 = 100;
        let spec = self.operation.spec();
        let max = spec.page_size.max.unwrap_or(SMALL).min(SMALL);
        Some(limit.max()).filter(|limit| spec.has_page_size() && *limit <= max)
    }
}
