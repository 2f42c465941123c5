//! The operations of a collection that a subcommand calls: the listing, the lookup by id, the
//! aggregation.

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
pub(crate) fn listing(
    table: &'static Table,
    id: Option<&str>,
    needs_documents: bool,
) -> Result<ListOperation<Any>, String> {
    let Some(id) = id else {
        let needs_ids_only =
            |spec: &OperationSpec| is_lookup(spec) && spec.required_parameters.is_empty();
        let has_lookup = table.all_operations().any(needs_ids_only);
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
    let known = listings(table).map(|listing| listing.spec().id).collect();
    named(table, id, "a listing", known)
        .map(|spec| spec.as_listing())?
        .ok_or_else(|| no_listing(table))
}

/// Returns the aggregation with this id, or the default one of a collection: one without required
/// parameters, and the newest of these.
///
/// # Errors
/// Returns the message of a usage error.
pub(crate) fn aggregation(
    table: &'static Table,
    id: Option<&str>,
) -> Result<&'static OperationSpec, String> {
    let is_aggregation = |spec: &&OperationSpec| matches!(spec.kind, OperationKind::Aggregation(_));
    let aggregations = table.all_operations().filter(is_aggregation);
    match id {
        Some(id) => named(
            table,
            id,
            "an aggregation",
            aggregations.map(|spec| spec.id).collect(),
        ),
        None => aggregations
            .min_by_key(|spec| {
                let (_, version) = resource_and_version(spec.path);
                (!spec.required_parameters.is_empty(), Reverse(version))
            })
            .ok_or_else(|| {
                format!(
                    "collection `{}` has no aggregation; {}",
                    table.name,
                    existing(table)
                )
            }),
    }
}

/// Returns the operation with this id, which is one of the `supported` ids.
fn named(
    table: &'static Table,
    id: &str,
    kind: &str,
    supported: Vec<&'static str>,
) -> Result<&'static OperationSpec, String> {
    let (name, collection) = (display_safe(id), table.name);
    let help = match supported.is_empty() {
        true => format!("`{collection}` has none"),
        false => format!("supported: {}", supported.join(", ")),
    };
    match table.operation(id) {
        Some(operation) if supported.contains(&operation.id) => Ok(operation),
        Some(operation) => Err(format!(
            "`{name}` is not {kind} of `{collection}` but of the kind `{}`; {help}",
            operation.kind.name()
        )),
        None => {
            let help = match closest_match(id, supported) {
                Some(known) => format!("did you mean `{known}`?"),
                None => help,
            };
            Err(format!(
                "unknown operation `{name}` of `{collection}`; {help}"
            ))
        }
    }
}

/// Returns the lookup of the documents that a listing returns the ids of.
///
/// If there are several, it is the one with the path of the listing, then one without required
/// parameters, then the one of the same version, then the newest.
///
/// # Errors
/// Returns the message of a usage error if there is none, or if it needs a parameter that the listing
/// does not have among its `parameters`.
pub(crate) fn lookup(
    table: &'static Table,
    listing: &OperationSpec,
    parameters: &[(&str, String)],
) -> Result<DetailsOperation<Any>, String> {
    let (resource, version) = resource_and_version(listing.path);
    let lookups = table.all_operations().filter(|spec| is_lookup(spec));
    let lookup = lookups.min_by_key(|lookup| {
        let (of_resource, of_version) = resource_and_version(lookup.path);
        (
            of_resource != resource,
            !lookup.required_parameters.is_empty(),
            of_version != version,
            Reverse(of_version),
        )
    });
    let lookup = lookup.ok_or_else(|| no_lookup(table, listing))?;
    let is_given = |name: &&&str| parameters.iter().any(|(given, _)| given == *name);
    let mut required = lookup.required_parameters.iter();
    match required.find(|name| !is_given(name)) {
        Some(missing) => Err(incomplete_lookup(lookup, missing)),
        None => lookup.as_details().ok_or_else(|| no_lookup(table, listing)),
    }
}

/// Splits the `key=value` parameters of a listing.
///
/// # Errors
/// Returns the message of a usage error if a parameter is unknown or a required one is missing.
pub(crate) fn parameters(
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

/// Checks a number of items per request.
///
/// # Errors
/// Returns the message of a usage error if the listing has no such parameter, or if the number is out of
/// range.
pub(crate) fn check_page_size(listing: &OperationSpec, size: u32) -> Result<(), String> {
    let id = listing.id;
    if !listing.has_page_size() {
        return Err(format!(
            "`{id}` returns all items at once; leave out --page-size"
        ));
    }
    let max = listing.page_size.max.unwrap_or(u32::MAX);
    match size {
        0 => Err("--page-size must be at least 1".to_owned()),
        _ if size > max => Err(format!(
            "--page-size of `{id}` is at most {max}, found {size}"
        )),
        _ => Ok(()),
    }
}

/// Returns the listings of a collection.
fn listings(table: &Table) -> impl Iterator<Item = ListOperation<Any>> + use<> {
    table.all_operations().filter_map(OperationSpec::as_listing)
}

fn is_lookup(operation: &OperationSpec) -> bool {
    matches!(operation.kind, OperationKind::Details(_))
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

/// Returns the message for a listing of ids whose documents cannot be looked up.
fn no_lookup(table: &Table, listing: &OperationSpec) -> String {
    format!(
        "`{}` lists ids, and `{}` has no operation that looks up their documents; the only column is \
         `{}`",
        listing.id, table.name, table.id_field
    )
}

/// Returns the message for a lookup that needs more than ids.
fn incomplete_lookup(lookup: &OperationSpec, missing: &str) -> String {
    format!(
        "`{}`, which looks up the documents, needs the parameter `{missing}`, too; use `--format json` for \
         the ids, then `fql call {0} {missing}=… ids=…`",
        lookup.id
    )
}

/// Returns the message for a listing whose filter is required.
pub(crate) fn missing_filter(table: &Table, listing: &OperationSpec) -> String {
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
    format!(
        "collection `{}` has no operation that lists its documents; {}",
        table.name,
        existing(table)
    )
}

/// Names all operations of a collection.
fn existing(table: &Table) -> String {
    let operations: Vec<String> = table
        .all_operations()
        .map(|operation| format!("`{}` ({})", operation.id, operation.kind.name()))
        .collect();
    match operations.is_empty() {
        true => "no operation is documented".to_owned(),
        false => format!("its operations: {}", operations.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use fql::collections;

    use super::{aggregation, listing, lookup, parameters};

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
            let lookup = lookup(table, listing.spec(), &[]).expect("a lookup");
            assert_eq!(lookup.spec().id, expected, "{id}");
        }
    }

    #[test]
    fn lookup_has_the_parameters_of_the_listing() {
        for (collection, id, lookup_id) in [
            (
                "agentic-knowledge-bases",
                "QueriesKnowledgeBaseFilesV1",
                "EntitiesKnowledgeBaseFilesV1",
            ),
            (
                "agentic-audit-events",
                "QueriesKnowledgeBaseAuditEventsV1",
                "EntitiesKnowledgeBaseAuditEventsV1",
            ),
        ] {
            let table = collections::find(collection).expect("a collection");
            let listing = table.operation(id).expect("a listing");
            let parameters = [("knowledge_base_id", "k1".to_owned())];
            let complete = lookup(table, listing, &parameters).expect("a lookup");
            assert_eq!(complete.spec().id, lookup_id);
            let message = lookup(table, listing, &[]).expect_err("a required parameter");
            let expected =
                format!("`{lookup_id}`, which looks up the documents, needs the parameter `");
            assert!(message.starts_with(&expected), "{message}");
        }
    }

    #[test]
    fn default_aggregation_is_the_newest() {
        for (collection, id) in [
            ("external-assets", "aggregate_external_assets"),
            ("alerts", "PostAggregatesAlertsV2"),
            ("sensors", "GetSensorAggregates"),
        ] {
            let table = collections::find(collection).expect("a collection");
            let default = aggregation(table, None).expect("an aggregation");
            assert_eq!(default.id, id, "{collection}");
        }
        let alerts = collections::find("alerts").expect("a collection");
        let named = aggregation(alerts, Some("PostAggregatesAlertsV1")).expect("an aggregation");
        assert_eq!(named.path, "/alerts/aggregates/alerts/v1");
        for (id, message) in [
            (
                "GetQueriesAlertsV2",
                "`GetQueriesAlertsV2` is not an aggregation of `alerts` but of the kind `listing`; \
                 supported: PostAggregatesAlertsV2, PostAggregatesAlertsV1",
            ),
            (
                "PostAggregateAlertsV2",
                "unknown operation `PostAggregateAlertsV2` of `alerts`; did you mean \
                 `PostAggregatesAlertsV2`?",
            ),
        ] {
            assert_eq!(aggregation(alerts, Some(id)).expect_err(id), message);
        }
        let hosts = collections::find("hosts").expect("a collection");
        let message = aggregation(hosts, None).expect_err("no aggregation");
        assert!(
            message.starts_with("collection `hosts` has no aggregation; its operations: `"),
            "{message}"
        );
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
