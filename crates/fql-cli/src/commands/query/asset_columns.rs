//! The default columns of external assets.

use fql::collections::external_assets;

use super::columns::{Column, Combination};
use super::format::Format;

/// The collection of these columns.
pub(super) const COLLECTION: &str = external_assets::TABLE.name;

/// A column with a name of its own. Any other column is named after its path.
pub(super) struct NamedColumn {
    pub(super) name: &'static str,
    heading: &'static str,
    pub(super) paths: &'static [&'static str],
    pub(super) combination: Combination,
}

pub(super) const NAMED: [NamedColumn; 8] = [
    NamedColumn {
        name: "asset",
        heading: "asset",
        paths: &["ip.ip_address", "dns_domain.fqdn"],
        combination: Combination::First,
    },
    first("criticality", "criticality", &["criticality"]),
    NamedColumn {
        name: "ports",
        heading: "ports",
        paths: &["ip.services.port", "dns_domain.services.port"],
        combination: Combination::Sorted,
    },
    first("exposure", "exposure", &["internet_exposure"]),
    first("last_seen", "last seen", &["last_seen"]),
    first(
        "country",
        "country",
        &["ip.location.country_name", "ip.location.country_code"],
    ),
    first("subsidiaries", "subsidiaries", &["subsidiaries.name"]),
    first("id", "id", &["id"]),
];

const fn first(
    name: &'static str,
    heading: &'static str,
    paths: &'static [&'static str],
) -> NamedColumn {
    NamedColumn {
        name,
        heading,
        paths,
        combination: Combination::First,
    }
}

/// Headings of the default columns that a narrow terminal hides, in this order.
const OPTIONAL: [&str; 4] = ["exposure", "subsidiaries", "id", "last seen"];

/// Returns the default columns. CSV is not limited by a width, so it has the country as well.
pub(super) fn default_columns(format: Format) -> Vec<Column> {
    let columns = NAMED.iter();
    columns
        .filter(|column| column.name != "country" || format == Format::Csv)
        .map(|column| Column::named(column, column.heading))
        .collect()
}

/// Returns the indexes of the columns that a narrow terminal hides, in this order.
pub(super) fn optional_indexes(columns: &[Column]) -> Vec<usize> {
    let index = |name: &&str| columns.iter().position(|column| column.heading == *name);
    OPTIONAL.iter().filter_map(index).collect()
}
