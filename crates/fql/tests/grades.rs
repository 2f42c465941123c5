//! Grades of a user's own collection, in typed fields, literals and strings.

use fql::operation::{
    AggregateBody, FilterLocation, IdsLocation, Items, Method, OperationKind, Pagination, SortForm,
};
use fql::table::{Capability, Grade, Presence, TableClass, UnknownFieldResponse};
use fql::{Comparison, Filter, Limits, Operator, Sort, fql};

mod widgets {
    fql::collection! {
        /// Widgets, graded.
        pub Widgets "widgets" sort ".";
        table advisory;
        unknown_field silent;
        id serial;
        operations from "the definitions" {
            list "QueryWidgetIDsV2" get "/widgets/queries/widgets/v2" ids limit 100 max 5_000
                offset or after window 10_000 sort either;
            list "CombinedWidgets" post "/widgets/combined/widgets/v1" documents filter body required
                limit max 500 after sort unknown requires "kind" accepts "q", "facet" note "a note";
            aggregate "widget_aggregates" post "/widgets/aggregates/widgets/v1" object;
            other "delete-widgets" delete "/widgets/entities/widgets/v1" filter required;
        }
        further operations from "the guide" {
            details "GetWidgets" post "/widgets/entities/widgets/GET/v1" body widget_ids max 50;
        }
        denied range because "the manual documents ranges for times only";

        from "the manual" {
            name: text [exact, shown list, text_match, sort, denied range];
            made: timestamp epoch [range];
            seen: timestamp shown [exact, range];
            label: text [exact, denied wildcard] because "HTTP 500";
            owner: text [exact, wildcard, denied text_match] conflict "the manual denies it, a sample uses it";
            score: float [exact, range];
            status: text denied [denied exact] because "matches nothing: use `state`";
            state: text [exact];
            former: text denied [denied exact] conflict "the manual lists it, a test contradicts";
            table: text [exact];
            denied: text [exact];
        }
        from "the list of sort fields" {
            serial: text candidate [sort];
            batch: text candidate;
        }
    }
}

mod closed {
    fql::collection! {
        /// Widgets, complete.
        pub Closed "closed" sort "|";
        table closed;
        name: text [exact, sort];
        size: integer [range, denied sort] because "HTTP 500";
    }
}

mod spelled {
    fql::collection! {
        /// Widgets whose patterns need the operator.
        pub Spelled "spelled" sort "|";
        table closed;
        patterns [operator, plain_at_one_end, denied bare] from "the manual";
        requires owner.id from "the manual";
        name: text [exact, wildcard, list];
        owner.id: text [exact];
    }
}

mod plain {
    fql::collection! {
        /// Widgets whose patterns are plain.
        pub Plain "plain" sort "|";
        table closed;
        patterns [plain] from "the manual";
        name: text [exact, wildcard];
    }
}

use closed::Closed;
use widgets::Widgets;

/// Returns the codes of the diagnostics; warnings are followed by `?`.
fn codes<C: fql::Collection>(source: &str) -> Vec<String> {
    let parsed = Filter::<C>::parse_with(source, &Limits::DEFAULT);
    let diagnostics = parsed.report().diagnostics().iter();
    diagnostics
        .map(|diagnostic| {
            let is_warning = diagnostic.severity() == fql::diagnostics::Severity::Warning;
            format!("{}{}", diagnostic.code(), if is_warning { "?" } else { "" })
        })
        .collect()
}

#[test]
fn table_keeps_grades_and_evidence() {
    let table = widgets::TABLE;
    assert_eq!(table.class, TableClass::Advisory);
    assert_eq!(table.unknown_field, UnknownFieldResponse::Silent);
    let name = table.find("name").expect("a field");
    let grades = Capability::ALL.map(|capability| name.grade(capability));
    assert_eq!(
        grades,
        [
            Grade::Documented,
            Grade::Unknown,
            Grade::Shown,
            Grade::Denied,
            Grade::Documented
        ]
    );
    assert_eq!(name.sort_grade(), Grade::Documented);
    assert_eq!(name.presence, Presence::Documented);
    assert_eq!(
        table.reason(name, Capability::Range),
        "the manual documents ranges for times only"
    );
    let label = table.find("label").expect("a field");
    assert_eq!(table.reason(label, Capability::Wildcard), "HTTP 500");
    let serial = table.find("serial").expect("a candidate");
    assert_eq!(serial.presence, Presence::Candidate);
    assert!(
        !Capability::ALL
            .iter()
            .any(|capability| serial.supports(*capability))
    );
}

#[test]
fn operations_keep_their_rows() {
    let table = widgets::TABLE;
    assert_eq!(table.id_field, "serial");
    let ids: Vec<&str> = table
        .all_operations()
        .map(|operation| operation.id)
        .collect();
    let expected = [
        "QueryWidgetIDsV2",
        "CombinedWidgets",
        "widget_aggregates",
        "delete-widgets",
        "GetWidgets",
    ];
    assert_eq!(ids, expected);

    let query = widgets::QUERY_WIDGET_IDS_V2.spec();
    assert_eq!(table.operation("QueryWidgetIDsV2"), Some(query));
    assert_eq!(query.kind, OperationKind::Listing(Items::Ids));
    assert_eq!(
        (query.method, query.filter),
        (Method::Get, FilterLocation::Query)
    );
    assert_eq!(
        (query.page_size.default, query.page_size.max),
        (Some(100), Some(5000))
    );
    assert_eq!(
        (query.pagination, query.window),
        (Pagination::OffsetOrAfter, Some(10_000))
    );
    assert_eq!(query.sort, SortForm::EitherSeparator);
    assert_eq!(query.source, "the definitions");

    let combined = widgets::COMBINED_WIDGETS.spec();
    assert_eq!(combined.kind, OperationKind::Listing(Items::Documents));
    assert!(combined.is_filter_required && combined.filter == FilterLocation::Body);
    assert_eq!(
        (combined.page_size.default, combined.page_size.max),
        (None, Some(500))
    );
    assert_eq!(combined.sort, SortForm::Unknown);
    assert_eq!(combined.required_parameters, ["kind"]);
    assert_eq!(combined.optional_parameters, ["q", "facet"]);
    assert_eq!(combined.note, "a note");

    let aggregate = widgets::WIDGET_AGGREGATES.spec();
    assert_eq!(
        aggregate.kind,
        OperationKind::Aggregation(AggregateBody::Object)
    );
    assert_eq!(aggregate.filter, FilterLocation::Body);

    let delete = table.operation("delete-widgets").expect("an operation");
    assert_eq!(
        (delete.kind, delete.method),
        (OperationKind::Other, Method::Delete)
    );
    assert!(delete.as_listing().is_none() && delete.as_aggregation().is_none());

    let details = widgets::GET_WIDGETS.spec();
    let OperationKind::Details(ids) = details.kind else {
        panic!("{details:?}");
    };
    assert_eq!(
        (ids.location, ids.name, ids.max),
        (IdsLocation::Body, "widget_ids", Some(50))
    );
    assert_eq!(details.filter, FilterLocation::None);
    let at_run_time = details.as_details().expect("a lookup");
    assert_eq!(at_run_time.spec(), details);
}

#[test]
fn table_without_class_denies_what_it_leaves_out() {
    let row = fql::collections::external_assets::TABLE
        .find("confidence")
        .expect("a field");
    assert_eq!(row.grade(Capability::Exact), Grade::Documented);
    assert_eq!(row.grade(Capability::Range), Grade::Denied);
    assert_eq!(row.sort_grade(), Grade::Unknown);
}

#[test]
fn strings_are_checked_by_grade() {
    for (source, expected) in [
        ("name:'x'", &[][..]),
        ("name:['x','y']", &[]),
        ("name:~'x'", &[]),
        ("score:>=7.5+score:8", &[]),
        ("name:*'x*'", &["FQL110?"]),
        ("name:['x*']", &["FQL110?"]),
        ("state:~*'x*'", &["FQL110?"]),
        ("name:>'m'", &["FQL105"]),
        ("label:'x*'", &["FQL103"]),
        ("owner:~'x'", &["FQL112?"]),
        ("owner:>'x'", &["FQL110?"]),
        ("status:'x'", &["FQL114"]),
        ("status:>'x'", &["FQL114"]),
        ("former:'x'", &["FQL112?"]),
        ("former:>'x'", &["FQL112?"]),
        ("serial:'x'", &["FQL111?"]),
        ("batch:!*'x*'", &["FQL111?"]),
        ("nmae:'x'", &["FQL113?"]),
        ("score:'high'", &["FQL107"]),
        ("made:>1577836799", &[]),
        ("made:>'1577836799'", &["FQL107"]),
        ("seen:>1577836799", &["FQL107"]),
        ("seen:['today']", &["FQL110?", "FQL107"]),
    ] {
        assert_eq!(codes::<Widgets>(source), expected, "{source}");
    }
    for (source, expected) in [("size:5", &["FQL110?"][..]), ("nmae:'x'", &["FQL101"])] {
        assert_eq!(codes::<Closed>(source), expected, "{source}");
    }
}

#[test]
fn messages_give_reasons_and_alternatives() {
    for (source, message, help) in [
        (
            "name:>'m'",
            "field `name` does not support range comparisons",
            "supported: exact, list, text_match; denied: the manual documents ranges for times only",
        ),
        (
            "name:*'x'",
            "wildcards are undocumented for field `name`",
            "supported: exact, list, text_match",
        ),
        (
            "name:'x*'",
            "wildcards are undocumented for field `name`",
            "supported: exact, list, text_match",
        ),
        (
            "owner:~'x'",
            "sources conflict about text matches (`~`) for field `owner`",
            "the manual denies it, a sample uses it",
        ),
        (
            "status:'x'",
            "field `status` is not a filter field of `widgets`",
            "matches nothing: use `state`",
        ),
        (
            "serial:'x'",
            "no source uses field `serial` in a filter",
            "it is known only from sort lists or responses; the service may reject it",
        ),
        (
            "nmae:'x'",
            "unknown field `nmae` in `widgets`",
            "did you mean `name`?",
        ),
    ] {
        let parsed = Filter::<Widgets>::parse_with(source, &Limits::DEFAULT);
        let diagnostic = &parsed.report().diagnostics()[0];
        assert_eq!(
            (diagnostic.message(), diagnostic.help()),
            (message, help),
            "{source}"
        );
    }
}

#[test]
fn typed_fields_print_every_comparison() {
    let filter: Filter<Widgets> = widgets::name.text_match("it's*")
        & widgets::name.undocumented().starts_with("a*")
        & !widgets::state.undocumented().text_wildcard("x*")
        & widgets::score.between(1.0, 7.5)
        & widgets::score.eq(f32::MAX)
        & widgets::serial.undocumented().eq("s");
    assert_eq!(
        filter.as_str(),
        r"name:~'it\'s*'+name:*'a\**'+state:~*!'x*'+score:>=1+score:<=7.5+score:340282350000000000000000000000000000000+serial:'s'"
    );
    assert_eq!(
        filter.as_str().parse::<Filter<Widgets>>().as_ref(),
        Ok(&filter)
    );
    assert_eq!(widgets::serial.desc().to_string(), "serial.desc");
    assert_eq!(widgets::batch.undocumented().asc().to_string(), "batch.asc");
}

#[test]
fn number_that_is_not_finite_matches_nothing() {
    let filter: Filter<Widgets> = widgets::score.eq(f64::NAN).into();
    assert_eq!(filter.as_str(), "score:'NaN'");
}

#[test]
fn literals_accept_what_strings_accept() {
    let filter = fql!(
        widgets,
        "name:*'x*'+serial:'a'+unknown.field:{7}+owner:~'x'"
    );
    assert_eq!(
        filter.as_str(),
        "name:*'x*'+serial:'a'+unknown.field:7+owner:~'x'"
    );
}

#[test]
fn sort_rejects_unknown_fields_of_closed_tables() {
    assert!("nmae.asc".parse::<Sort<Widgets>>().is_ok());
    assert!("nmae|asc".parse::<Sort<Closed>>().is_err());
    let error = "size|asc".parse::<Sort<Closed>>().unwrap_err();
    let diagnostic = &error.report().diagnostics()[0];
    assert_eq!(
        (diagnostic.code().as_str(), diagnostic.help()),
        ("FQL122", "HTTP 500")
    );
}

#[test]
fn patterns_are_spelled_as_the_collection_needs() {
    for (source, fixed) in [
        ("owner.id:'a'+name:'*x*'", Some("owner.id:'a'+name:*'*x*'")),
        (
            "owner.id:'a'+name:!'x*y'",
            Some("owner.id:'a'+name:!*'x*y'"),
        ),
        (
            "owner.id:'a'+name:['a','*b*']",
            Some("owner.id:'a'+(name:*'a',name:*'*b*')"),
        ),
        ("owner.id:'a'+name:*", Some("owner.id:'a'+name:*'*'")),
    ] {
        let parsed = Filter::<spelled::Spelled>::parse_with(source, &Limits::DEFAULT);
        assert_eq!(codes::<spelled::Spelled>(source), ["FQL123"], "{source}");
        assert_eq!(parsed.report().fixed().as_deref(), fixed, "{source}");
    }
    for source in ["name:'x*'", "name:!'*x'", "name:*'*x*'"] {
        let source = format!("owner.id:'a'+{source}");
        assert_eq!(codes::<spelled::Spelled>(&source), [""; 0], "{source}");
    }
    let typed: Filter<plain::Plain> = plain::name.contains("a*") & !plain::name.starts_with("b");
    assert_eq!(typed.as_str(), r"name:'*a\**'+name:!'b*'");
}

#[test]
fn filter_without_required_clause_is_an_error() {
    assert_eq!(codes::<spelled::Spelled>("name:'x'"), ["FQL124"]);
    assert_eq!(codes::<spelled::Spelled>(""), ["FQL124"]);
    assert_eq!(codes::<spelled::Spelled>("owner.id:'a'"), [""; 0]);
}

#[test]
fn clause_does_not_need_the_required_field() {
    let equal = Operator::new(Comparison::Equal);
    let name = Filter::<spelled::Spelled>::clause("name", equal, "x").expect("a clause");
    let filter = name & spelled::owner::id.eq("a");
    assert_eq!(filter.as_str(), "name:'x'+owner.id:'a'");
}
