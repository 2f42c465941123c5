//! The operations of a query: the listing, and the lookup by id.

use std::cmp::Reverse;

use fql::collections::any::Any;
use fql::operation::{
    DetailsOperation, Items, ListOperation, OperationKind, OperationSpec, Pagination,
};
use fql::table::{Capability, FieldType, Row, Table};
use fql_syntax::{closest_match, display_safe};

/// Returns the listing with this id, or the default one of a collection.
///
/// The default needs no parameters if there is such a listing, reaches all documents if a listing
/// does, and returns ids if their documents can be looked up.
///
/// # Errors
/// Returns the message of a usage error.
pub(super) fn listing(
    table: &'static Table,
    id: Option<&str>,
    needs_documents: bool,
) -> Result<ListOperation<Any>, String> {
    let Some(id) = id else {
        let has_lookup = table.all_operations().any(is_lookup);
        let default = listings(table).min_by_key(|listing| {
            let lists_ids = listing.spec().kind == OperationKind::Listing(Items::Ids);
            (
                !listing.spec().required_parameters.is_empty(),
                needs_documents && lists_ids && !has_lookup,
                reach(listing.spec()),
                lists_ids != has_lookup,
            )
        });
        return default.ok_or_else(|| no_listing(table));
    };
    let mut known = listings(table);
    if let Some(listing) = known.find(|listing| listing.spec().id == id) {
        return Ok(listing);
    }
    let (name, collection) = (display_safe(id), table.name);
    Err(match table.operation(id) {
        Some(operation) => format!(
            "`{name}` is not a listing of `{collection}` but of the kind `{}`; {}",
            operation.kind.name(),
            supported(table)
        ),
        None => {
            let ids = listings(table).map(|listing| listing.spec().id);
            let help = match closest_match(id, ids) {
                Some(known) => format!("did you mean `{known}`?"),
                None => supported(table),
            };
            format!("unknown operation `{name}` of `{collection}`; {help}")
        }
    })
}

/// Returns the lookup of the documents that a listing returns the ids of.
///
/// If there are several, it is the one with the path of the listing, then the one of its version,
/// then the newest.
pub(super) fn lookup(
    table: &'static Table,
    listing: &OperationSpec,
) -> Option<DetailsOperation<Any>> {
    let (resource, version) = resource_and_version(listing.path);
    let lookups = table.all_operations().filter(|spec| is_lookup(spec));
    let lookup = lookups.min_by_key(|lookup| {
        let (of_resource, of_version) = resource_and_version(lookup.path);
        (
            of_resource != resource,
            of_version != version,
            Reverse(of_version),
        )
    });
    lookup.and_then(OperationSpec::as_details)
}

/// Splits the `key=value` parameters of a listing.
///
/// # Errors
/// Returns the message of a usage error if a parameter is unknown or a required one is missing.
pub(super) fn parameters(
    listing: &OperationSpec,
    arguments: &[String],
) -> Result<Vec<(&'static str, String)>, String> {
    let (required, optional) = (listing.required_parameters, listing.optional_parameters);
    let known = || required.iter().chain(optional).copied();
    let mut parameters = Vec::new();
    for argument in arguments {
        let (key, value) = argument.split_once('=').ok_or_else(|| {
            let argument = display_safe(argument);
            format!("expected `KEY=VALUE` for --param, found `{argument}`")
        })?;
        let Some(key) = known().find(|name| *name == key) else {
            let (key, id) = (display_safe(key), listing.id);
            let names: Vec<&str> = known().collect();
            let help = match names.is_empty() {
                true => "it has no further parameters".to_owned(),
                false => format!("supported: {}", names.join(", ")),
            };
            return Err(format!("unknown parameter `{key}` of `{id}`; {help}"));
        };
        parameters.push((key, value.to_owned()));
    }
    let is_given = |name: &&str| parameters.iter().any(|(key, _)| key == name);
    match required.iter().find(|name| !is_given(name)) {
        Some(missing) => Err(format!(
            "missing parameter `{missing}` of `{}`; use `--param {missing}=…`",
            listing.id
        )),
        None => Ok(parameters),
    }
}

/// Returns the listings of a collection.
fn listings(table: &Table) -> impl Iterator<Item = ListOperation<Any>> + use<> {
    table.all_operations().filter_map(OperationSpec::as_listing)
}

/// Returns `true` for a lookup that needs nothing but ids.
fn is_lookup(operation: &OperationSpec) -> bool {
    matches!(operation.kind, OperationKind::Details(_)) && operation.required_parameters.is_empty()
}

/// Returns the rank of a listing by the documents that it reaches; 0 reaches all.
fn reach(operation: &OperationSpec) -> u8 {
    match operation.pagination {
        Pagination::None => 3,
        Pagination::Offset | Pagination::OffsetOrNextToken => match operation.window {
            Some(_) => 2,
            None => 1,
        },
        _ => 0,
    }
}

/// Splits a path such as `/alerts/queries/alerts/v2` into the name of the resource and the version.
fn resource_and_version(path: &str) -> (Option<&str>, Option<u32>) {
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    let version = path.rsplit('/').next();
    let version = version.and_then(|segment| segment.strip_prefix('v')?.parse().ok());
    (segments.nth(2), version)
}

fn supported(table: &Table) -> String {
    let ids: Vec<&str> = listings(table).map(|listing| listing.spec().id).collect();
    match ids.is_empty() {
        true => format!("`{}` has no listing", table.name),
        false => format!("supported: {}", ids.join(", ")),
    }
}

/// Returns the message for a listing of ids whose documents cannot be looked up.
pub(super) fn no_lookup(table: &Table, listing: &OperationSpec) -> String {
    format!(
        "`{}` lists ids, and `{}` has no operation that looks up their documents; the only column is \
         `{}`",
        listing.id, table.name, table.id_field
    )
}

/// Returns the message for a listing whose filter is required.
pub(super) fn missing_filter(table: &Table, listing: &OperationSpec) -> String {
    let is_supported = |row: &&Row| row.grade(Capability::Range).is_supported();
    let is_time = |row: &&Row| row.field_type == FieldType::Timestamp;
    let time = table.rows.iter().filter(is_time).find(is_supported);
    let filter = time.map(|row| format!("write one, such as `{}:>'now-7d'`", row.name));
    let other = listings(table).find(|other| !other.spec().is_filter_required);
    let other = other.map(|other| format!("use `--operation {}`", other.spec().id));
    let help: Vec<String> = [filter, other].into_iter().flatten().collect();
    let help = match help.is_empty() {
        true => String::new(),
        false => format!("; {}", help.join(", or ")),
    };
    format!(
        "missing filter: `{}` does not list all documents of `{}`, its parameter `filter` is \
         required{help}",
        listing.id, table.name
    )
}

fn no_listing(table: &Table) -> String {
    let operations: Vec<String> = table
        .all_operations()
        .map(|operation| format!("`{}` ({})", operation.id, operation.kind.name()))
        .collect();
    let existing = match operations.is_empty() {
        true => "no operation is documented".to_owned(),
        false => format!("its operations: {}", operations.join(", ")),
    };
    format!(
        "collection `{}` has no operation that lists its documents; {existing}",
        table.name
    )
}

#[cfg(test)]
mod tests {
    use fql::collections;

    use super::{listing, lookup, parameters};

    #[test]
    fn defaults_reach_all_documents() {
        for (collection, id) in [
            ("external-assets", "query_external_assets_v2"),
            ("hosts", "QueryDevicesByFilterScroll"),
            ("alerts", "PostCombinedAlertsV1"),
            ("sensors", "QuerySensorsByFilter"),
        ] {
            let table = collections::find(collection).expect("a collection");
            let listing = listing(table, None, true).expect("a listing");
            assert_eq!(listing.spec().id, id, "{collection}");
        }
    }

    #[test]
    fn lookup_has_the_resource_of_the_listing() {
        for (collection, id, expected) in [
            ("hosts", "QueryDevicesByFilterScroll", "PostDeviceDetailsV2"),
            ("sensors", "QuerySensorsByFilter", "GetSensorDetails"),
            ("ml-exclusions", "queryMLExclusionsV1", "getMLExclusionsV1"),
            ("ml-exclusions", "exclusions_search_v2", "exclusions_get_v2"),
            ("alerts", "GetQueriesAlertsV2", "PostEntitiesAlertsV2"),
            ("alerts", "GetQueriesAlertsV1", "PostEntitiesAlertsV1"),
        ] {
            let table = collections::find(collection).expect("a collection");
            let listing = listing(table, Some(id), true).expect("a listing");
            let lookup = lookup(table, listing.spec()).expect("a lookup");
            assert_eq!(lookup.spec().id, expected, "{id}");
        }
    }

    #[test]
    fn missing_listing_names_all_operations() {
        let mut without_listing = 0;
        for table in collections::all() {
            let Err(message) = listing(table, None, true) else {
                continue;
            };
            without_listing += 1;
            for operation in table.all_operations() {
                assert!(operation.as_listing().is_none(), "{}", table.name);
                assert!(message.contains(operation.id), "{message}");
            }
        }
        assert!(without_listing > 10, "{without_listing}");
    }

    #[test]
    fn unknown_operation_has_a_suggestion() {
        let hosts = collections::find("hosts").expect("a collection");
        for (id, expected) in [
            (
                "QueryDevicesByFilterScrol",
                "unknown operation `QueryDevicesByFilterScrol` of `hosts`; did you mean \
                 `QueryDevicesByFilterScroll`?",
            ),
            (
                "PostDeviceDetailsV2",
                "`PostDeviceDetailsV2` is not a listing of `hosts` but of the kind `details`; \
                 supported: QueryDevicesByFilter, ",
            ),
        ] {
            let message = listing(hosts, Some(id), true).expect_err(id);
            assert!(message.starts_with(expected), "{message}");
        }
    }

    #[test]
    fn parameters_are_checked_by_name() {
        let table = collections::find("host-migrations").expect("a collection");
        let listing = listing(table, None, false).expect("a listing").spec();
        let check = |arguments: &[&str]| {
            let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
            parameters(listing, &arguments)
        };
        assert_eq!(check(&["id=a=b"]), Ok(vec![("id", "a=b".to_owned())]));
        for (arguments, expected) in [
            (&[][..], "missing parameter `id` of "),
            (&["id"][..], "expected `KEY=VALUE` for --param, found `id`"),
            (&["ids=a"][..], "unknown parameter `ids` of "),
        ] {
            let message = check(arguments).expect_err("an invalid parameter");
            assert!(message.starts_with(expected), "{message}");
        }
    }
}
