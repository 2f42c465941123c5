//! The filter, and the options of the output.

use clap::ValueHint;
use fql::operation::OperationSpec;
use fql::table::Table;

use super::columns::Column;
use super::format::Format;
use super::limit::Limit;
use crate::client::ClientArgs;
use crate::error::Error;
use crate::request_check::{SortOrder, parse_sort};

/// The arguments that `fql query` and `fql assets` share.
#[derive(Debug, clap::Args)]
pub(crate) struct OutputArgs {
    /// Filter; the empty filter matches everything
    #[arg(value_name = "FILTER", default_value = "", hide_default_value = true, value_hint = ValueHint::Other)]
    pub(super) filter: String,

    /// Maximum number of items, or `all` [default: 100 for tables, all for other formats]
    #[arg(long, value_name = "N")]
    limit: Option<Limit>,

    /// Sort order, such as `last_seen|desc`
    #[arg(long, value_name = "SORT", allow_hyphen_values = true)]
    sort: Option<String>,

    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,

    /// Columns of a table or of CSV: fields, also nested ones such as `device.hostname`
    #[arg(long, value_name = "NAME,...", value_delimiter = ',')]
    columns: Vec<String>,

    #[command(flatten)]
    pub(super) client: ClientArgs,
}

impl OutputArgs {
    pub(super) fn limit(&self) -> Limit {
        self.limit.unwrap_or(Limit::default_for(self.format))
    }

    /// Returns the sort order, validated for a listing. Prints the diagnostics of an invalid one.
    /// If it is strict, warnings are errors.
    pub(super) fn sort(
        &self,
        table: &Table,
        listing: &OperationSpec,
        is_strict: bool,
    ) -> Result<Option<SortOrder>, Error> {
        let sort = self.sort.as_deref();
        sort.map(|sort| parse_sort(table, listing, sort, is_strict))
            .transpose()
    }

    /// Returns the columns of `--columns`, or `None` for the default ones.
    ///
    /// # Errors
    /// Returns the message of a usage error.
    pub(super) fn columns(&self, table: &Table) -> Result<Option<Vec<Column>>, String> {
        if self.columns.is_empty() {
            return Ok(None);
        }
        if !self.format.has_columns() {
            return Err("--columns applies to tables and CSV only".to_owned());
        }
        let names: Vec<&str> = self.columns.iter().map(|name| name.trim()).collect();
        if names.contains(&"") {
            return Err("empty column name in --columns".to_owned());
        }
        let columns = names.into_iter().map(|name| Column::new(name, table));
        Ok(Some(columns.collect()))
    }
}
