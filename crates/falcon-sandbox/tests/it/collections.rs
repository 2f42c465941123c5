//! Listings and lookups of collections, whose operations derive from their tables.

use falcon_aggregates::Aggregate;
use falcon_sandbox::data::CollectionData;
use falcon_sandbox::{Fault, Sandbox};
use fql::collections::{alerts, external_assets, hosts, spotlight_vulnerabilities};
use serde_json::{Value, json};

use crate::support::{HttpResponse, NOW, RawClient, builder, client};

/// A collection of a program, with an operation for each way to select a page.
mod widgets {
    fql::collection! {
        /// Widgets.
        pub Widgets "widgets" sort "|";
        table advisory;
        id widget_id;
        operations {
            list "by_offset" get "/widgets/queries/offset/v1" ids limit 4 max 6 offset window 8 sort;
            list "by_scroll" get "/widgets/queries/scroll/v1" ids limit max 3 offset token sort;
            list "by_next" get "/widgets/queries/next/v1" ids limit max 3 offset from next sort;
            list "by_after" post "/widgets/combined/after/v1" documents filter body required limit max 3
                after sort;
            list "by_either" get "/widgets/queries/either/v1" ids limit max 3 offset or after window 5 sort;
            list "by_next_token" get "/widgets/queries/next-token/v1" ids limit max 3 offset or next_token;
            list "at_once" get "/widgets/queries/all/v1" ids sort field;
            list "with_kind" get "/widgets/queries/kind/v1" ids offset requires "kind" accepts "q";
            aggregate "aggregates" post "/widgets/aggregates/widgets/v1" list sort accepts "q";
            aggregate "aggregate" post "/widgets/aggregates/widget/v1" object filter query;
        }
        further operations {
            details "get_widgets" get "/widgets/entities/widgets/v1" query ids max 2;
            details "post_widgets" post "/widgets/entities/widgets/GET/v1" body widget_ids max 3;
        }
        widget_id: text [exact];
        name: text [exact, wildcard, sort];
        size: integer [exact, range, sort];
    }
}

/// The same fields, of a service that responds to unknown fields without rows.
mod silent {
    fql::collection! {
        /// Silent widgets.
        pub Silent "silent-widgets" sort "|";
        table advisory;
        unknown_field silent;
        operations {
            list "silent" get "/silent/queries/widgets/v1" ids offset;
        }
        name: text [exact];
    }
}

/// A closed table of a service that responds to unknown fields without rows, like that of IOCs.
mod closed {
    fql::collection! {
        /// Closed widgets.
        pub Closed "closed-widgets" sort "|";
        table closed;
        unknown_field silent;
        operations {
            list "closed" get "/closed/queries/widgets/v1" ids offset sort field;
            list "either_form" get "/closed/queries/either/v1" ids offset sort optional;
        }
        name: text [exact, sort];
    }
}

const COUNT: usize = 10;

/// Widgets from the largest to the smallest.
fn data() -> CollectionData {
    let widget = |number| {
        json!({
            "widget_id": format!("w{number}"),
            "name": format!("widget {number}"),
            "size": COUNT - number,
        })
    };
    CollectionData::new(&widgets::TABLE, (0..COUNT).map(widget)).unwrap()
}

async fn sandbox() -> (Sandbox, RawClient) {
    let sandbox = builder().collection(data()).start().await.unwrap();
    let http = RawClient::new(&sandbox).await;
    (sandbox, http)
}

fn ids(response: &HttpResponse) -> Vec<&str> {
    assert_eq!(response.status, 200, "{}", response.body);
    assert_eq!(response.body["meta"]["powered_by"], "falcon-sandbox");
    let ids = response.body["resources"].as_array().unwrap();
    ids.iter().map(|id| id.as_str().unwrap()).collect()
}

fn pagination<'r>(response: &'r HttpResponse, member: &str) -> &'r Value {
    &response.body["meta"]["pagination"][member]
}

/// Lists all pages by the tokens of a member, and returns the ids of each.
async fn pages(http: &RawClient, path: &str, parameter: &str, member: &str) -> Vec<Vec<String>> {
    let mut pages = Vec::new();
    let mut token = String::new();
    loop {
        let mut target = format!("{path}?limit=3&filter=size:%3E2");
        if !token.is_empty() {
            target = format!("{target}&{parameter}={token}");
        }
        let response = http.get(&target).await;
        pages.push(ids(&response).into_iter().map(str::to_owned).collect());
        assert_eq!(pagination(&response, "total"), 8);
        token = pagination(&response, member).as_str().unwrap().to_owned();
        if token.is_empty() {
            return pages;
        }
    }
}

#[tokio::test]
async fn offset_listing_has_its_limits_and_window() {
    let (_sandbox, http) = sandbox().await;
    let path = "/widgets/queries/offset/v1";
    let first = http.get(&format!("{path}?sort=size|asc")).await;
    assert_eq!(ids(&first), ["w9", "w8", "w7", "w6"]);
    assert_eq!(
        first.body["meta"]["pagination"],
        json!({ "offset": 0, "limit": 4, "total": 10 })
    );
    let second = http.get(&format!("{path}?offset=2&limit=6")).await;
    assert_eq!(ids(&second).len(), 6);
    let beyond = http.get(&format!("{path}?offset=3&limit=6")).await;
    beyond.assert_error(400);
    assert_eq!(
        beyond.message(),
        "`offset` plus `limit` exceeds 8: narrow the filter"
    );
    http.get(&format!("{path}?limit=7")).await.assert_error(400);
    http.get(&format!("{path}?limit=0")).await.assert_error(400);
}

#[tokio::test]
async fn tokens_select_pages_by_each_scheme() {
    let (_sandbox, http) = sandbox().await;
    let expected = [
        vec!["w0", "w1", "w2"],
        vec!["w3", "w4", "w5"],
        vec!["w6", "w7"],
    ];
    for (path, parameter, member) in [
        ("/widgets/queries/scroll/v1", "offset", "offset"),
        ("/widgets/queries/next/v1", "offset", "next"),
        ("/widgets/queries/either/v1", "after", "after"),
        ("/widgets/queries/next-token/v1", "next_token", "next_token"),
    ] {
        assert_eq!(
            pages(&http, path, parameter, member).await,
            expected,
            "{path}"
        );
    }
    let either = "/widgets/queries/either/v1";
    let response = http.get(&format!("{either}?offset=2&limit=2")).await;
    assert_eq!(ids(&response), ["w2", "w3"]);
    let token = pagination(&response, "after").as_str().unwrap();
    let both = http.get(&format!("{either}?offset=2&after={token}")).await;
    both.assert_error(400);
    let beyond = http.get(&format!("{either}?offset=4&limit=2")).await;
    assert!(
        beyond.message().ends_with("use `after`"),
        "{}",
        beyond.message()
    );
    http.get(&format!("{either}?after=x"))
        .await
        .assert_error(400);
}

#[tokio::test]
async fn body_listing_pages_documents() {
    let (_sandbox, http) = sandbox().await;
    let path = "/widgets/combined/after/v1";
    let mut body = json!({ "filter": "size:>2", "limit": 3, "sort": "size|asc" });
    let mut names = Vec::new();
    loop {
        let response = http.post(path, &body).await;
        assert_eq!(response.status, 200, "{}", response.body);
        let documents = response.body["resources"].as_array().unwrap();
        names.extend(documents.iter().map(|widget| widget["name"].to_string()));
        let after = pagination(&response, "after").as_str().unwrap();
        if after.is_empty() {
            break;
        }
        body["after"] = after.into();
    }
    assert_eq!(names.len(), 8);
    assert_eq!(names[0], "\"widget 7\"");
    for (invalid, message) in [
        (json!({}), "missing parameter `filter`"),
        (json!([]), "invalid request body: expected a JSON object"),
        (
            json!({ "filter": "size:>2", "offset": 1 }),
            "unknown parameter `offset` of `by_after`: supported: `filter`, `sort`, `limit`, `after`",
        ),
        (
            json!({ "filter": ["size:>2"] }),
            "invalid filter `[\"size:>2\"]`: expected a string, a number or a boolean",
        ),
    ] {
        let response = http.post(path, &invalid).await;
        response.assert_error(400);
        assert_eq!(response.message(), message);
    }
    let response = http.post(&format!("{path}?limit=1"), &body).await;
    response.assert_error(400);
}

#[tokio::test]
async fn listing_without_pages_returns_everything() {
    let (_sandbox, http) = sandbox().await;
    let response = http.get("/widgets/queries/all/v1?sort=size").await;
    assert_eq!(ids(&response).len(), COUNT);
    assert_eq!(ids(&response)[0], "w9");
    http.get("/widgets/queries/all/v1?limit=3")
        .await
        .assert_error(400);
}

#[tokio::test]
async fn sort_has_the_form_of_the_operation() {
    let widgets = [
        json!({"id": "c1", "name": "b"}),
        json!({"id": "c2", "name": "a"}),
    ];
    let closed = CollectionData::new(&closed::TABLE, widgets).unwrap();
    let sandbox = builder().collection(closed).start().await.unwrap();
    let http = RawClient::new(&sandbox).await;
    let (field_only, optional) = ("/closed/queries/widgets/v1", "/closed/queries/either/v1");
    for (path, sort) in [
        (field_only, "name"),
        (optional, "name"),
        (optional, "name|asc"),
        (optional, "name.asc"),
    ] {
        let response = http.get(&format!("{path}?sort={sort}")).await;
        assert_eq!(ids(&response), ["c2", "c1"], "{path} {sort}");
    }
    let response = http.get(&format!("{optional}?sort=name|desc")).await;
    assert_eq!(ids(&response), ["c1", "c2"]);
    for (path, sort) in [
        (field_only, "name|asc"),
        (field_only, "name.desc"),
        (field_only, "nam"),
        (field_only, "name up"),
        (optional, "name|up"),
        (optional, "nam"),
    ] {
        let response = http.get(&format!("{path}?sort={sort}")).await;
        response.assert_error(400);
        let message = response.message();
        assert!(
            message.starts_with("Failed to parse sort expression."),
            "{message}"
        );
    }
}

#[tokio::test]
async fn parameters_are_checked_by_name() {
    let (_sandbox, http) = sandbox().await;
    let path = "/widgets/queries/kind/v1";
    for (query, message) in [
        ("", "missing parameter `kind`"),
        (
            "?kind=a&q=b",
            "the sandbox does not support the parameter `q`: use `filter`",
        ),
        (
            "?kind=a&kind=b",
            "duplicate parameter `kind`: expected one value",
        ),
        (
            "?kind=a&ofset=1",
            "unknown parameter `ofset` of `with_kind`: did you mean `offset`?",
        ),
        (
            "?kind=a&sort=size|asc",
            "unknown parameter `sort` of `with_kind`: supported: `filter`, `limit`, `offset`, `kind`, `q`",
        ),
    ] {
        let response = http.get(&format!("{path}{query}")).await;
        response.assert_error(400);
        assert_eq!(response.message(), message, "{query}");
    }
    assert_eq!(ids(&http.get(&format!("{path}?kind=a")).await).len(), COUNT);
}

#[tokio::test]
async fn unknown_field_responds_as_the_service_does() {
    let silent = CollectionData::new(&silent::TABLE, [json!({"id": "s1", "name": "a"})]).unwrap();
    let sandbox = builder()
        .collection(data())
        .collection(silent)
        .start()
        .await
        .unwrap();
    let http = RawClient::new(&sandbox).await;
    let response = http.get("/silent/queries/widgets/v1?filter=name:'a'").await;
    assert_eq!(ids(&response), ["s1"]);
    let response = http
        .get("/silent/queries/widgets/v1?filter=nam:'a',name:'a'")
        .await;
    assert!(ids(&response).is_empty());

    let response = http
        .get("/devices/queries/devices/v1?filter=host:'a'")
        .await;
    response.assert_error(400);
    assert_eq!(
        response.message(),
        "Failed to parse filter expression. ['host' is an unknown property]"
    );
    let response = http.get("/widgets/queries/offset/v1?filter=nam:'a'").await;
    response.assert_error(400);
    assert_eq!(
        response.message(),
        "Failed to parse filter expression. ['nam' is an unknown property]; the response of the \
         service to unknown properties of widgets is not documented"
    );
}

#[tokio::test]
async fn unknown_field_of_silent_closed_table_has_no_rows() {
    let closed = CollectionData::new(&closed::TABLE, [json!({"id": "c1", "name": "a"})]).unwrap();
    let sandbox = builder().collection(closed).start().await.unwrap();
    let http = RawClient::new(&sandbox).await;
    let path = "/closed/queries/widgets/v1";
    assert_eq!(
        ids(&http.get(&format!("{path}?filter=name:'a'")).await),
        ["c1"]
    );
    for filter in ["nam:'a'", "nam:'a',name:'a'", "nam:'a'%2Bnme:'a'"] {
        let response = http.get(&format!("{path}?filter={filter}")).await;
        assert!(ids(&response).is_empty(), "{filter}");
        assert_eq!(pagination(&response, "total"), 0);
    }
    // An error that is not about a field is reported.
    let response = http.get(&format!("{path}?filter=nam:'a'%2Bname='a'")).await;
    response.assert_error(400);
}

#[tokio::test]
async fn lookups_return_documents_and_missing_ids() {
    let (_sandbox, http) = sandbox().await;
    let response = http
        .get("/widgets/entities/widgets/v1?ids=w3&ids=gone")
        .await;
    assert_eq!(response.status, 200, "{}", response.body);
    assert_eq!(response.body["resources"][0]["name"], "widget 3");
    assert_eq!(response.body["errors"][0]["id"], "gone");
    assert_eq!(response.body["errors"][0]["code"], 404);
    let too_many = http
        .get("/widgets/entities/widgets/v1?ids=w1&ids=w2&ids=w3")
        .await;
    assert_eq!(too_many.status, 400);

    let path = "/widgets/entities/widgets/GET/v1";
    let response = http
        .post(path, &json!({ "widget_ids": ["w1", "w0"] }))
        .await;
    assert_eq!(response.body["resources"][1]["widget_id"], "w0");
    let wrong_key = http.post(path, &json!({ "ids": ["w1"] })).await;
    assert_eq!(
        wrong_key.message(),
        "invalid request body: expected `{\"widget_ids\": [\"…\"]}`"
    );
}

#[tokio::test]
async fn collection_operations_are_logged_and_need_a_token() {
    let (sandbox, http) = sandbox().await;
    let path = "/widgets/queries/all/v1";
    sandbox.script([Fault::status(503).on("at_once")]);
    http.get(path).await.assert_error(503);
    assert_eq!(ids(&http.get(path).await).len(), COUNT);
    assert_eq!(sandbox.requests().count("at_once"), 2);
    http.post(path, &json!({})).await.assert_error(405);
    let anonymous = RawClient::without_token(&sandbox);
    anonymous.get(path).await.assert_error(401);
}

#[tokio::test]
async fn aggregations_compute_over_the_documents() {
    let (_sandbox, http) = sandbox().await;
    let sizes = json!({
        "name": "sizes", "type": "range", "field": "size", "filter": "size:<10",
        "ranges": [{ "To": 5 }, { "From": 5 }],
    });
    let names = json!({ "name": "names", "type": "cardinality", "field": "name" });
    let list = "/widgets/aggregates/widgets/v1";
    let response = http.post(list, &json!([sizes, names])).await;
    assert_eq!(response.status, 200, "{}", response.body);
    let results = &response.body["resources"];
    // The sizes are 1 to 10, and the filter leaves out the largest.
    assert_eq!(results[0]["buckets"][0]["count"], 4);
    assert_eq!(results[0]["buckets"][1]["count"], 5);
    assert_eq!(results[1]["buckets"][0]["value"], 10);

    // The filter of the query and that of the aggregation apply.
    let object = "/widgets/aggregates/widget/v1";
    let response = http.post(&format!("{object}?filter=size:>2"), &sizes).await;
    assert_eq!(response.status, 200, "{}", response.body);
    assert_eq!(response.body["resources"][0]["buckets"][0]["count"], 2);

    for (target, body, message) in [
        (
            list,
            &sizes,
            "invalid request body of `aggregates`: expected a list of aggregations",
        ),
        (
            object,
            &json!([sizes]),
            "invalid request body of `aggregate`: expected one aggregation, a JSON object",
        ),
        (
            "/widgets/aggregates/widgets/v1?filter=size:1",
            &json!([sizes]),
            "unknown parameter `filter` of `aggregates`: supported: `q`",
        ),
        (
            "/widgets/aggregates/widgets/v1?q=a",
            &json!([sizes]),
            "the sandbox does not support the parameter `q`: use `filter`",
        ),
        (
            list,
            &json!([{ "name": "n", "type": "avg", "field": "name" }]),
            "`$[0].field`: `avg` does not support `name`, a field of type text (use a field of type \
             integer or float)",
        ),
    ] {
        let response = http.post(target, body).await;
        response.assert_error(400);
        assert_eq!(response.message(), message);
    }
}

#[tokio::test]
async fn client_aggregates_sample_alerts() {
    let sandbox = builder().start().await.unwrap();
    let falcon = client(&sandbox);
    let statuses = Aggregate::terms("statuses", alerts::status).filter(alerts::severity.ge(70));
    let key = statuses.key();
    let response = falcon
        .aggregate(alerts::POST_AGGREGATES_ALERTS_V2, statuses)
        .await
        .unwrap();
    let results = response.complete().unwrap();
    let buckets = key.get(&results).unwrap();
    assert!(buckets.len() > 1);
    for bucket in buckets {
        let status = bucket.label().to_string();
        let filter = alerts::severity.ge(70) & alerts::status.eq(&status);
        let listing = falcon.list(alerts::GET_QUERIES_ALERTS_V2).filter(filter);
        let page = listing.send().await.unwrap();
        assert_eq!(
            page.meta().pagination.as_ref().unwrap().total,
            Some(bucket.count()),
            "{status}"
        );
    }
}

#[tokio::test]
async fn sample_documents_are_served_by_default() {
    let sandbox = builder().start().await.unwrap();
    let http = RawClient::new(&sandbox).await;
    let response = http
        .get("/devices/queries/devices-scroll/v1?filter=platform_name:'Linux'&limit=2&sort=hostname.asc")
        .await;
    let device_ids = ids(&response);
    assert_eq!(device_ids.len(), 2);
    let details = http
        .post(
            "/devices/entities/devices/v2",
            &json!({ "ids": device_ids }),
        )
        .await;
    assert_eq!(details.body["resources"][0]["platform_name"], "Linux");

    let filter = json!({ "filter": "severity:>=70+status:'new'", "limit": 1000 });
    let response = http.post("/alerts/combined/alerts/v1", &filter).await;
    let alert = &response.body["resources"][0];
    let lookup = json!({ "composite_ids": [alert["composite_id"]] });
    let response = http.post("/alerts/entities/alerts/v2", &lookup).await;
    assert_eq!(&response.body["resources"][0], alert);
    // Alerts and vulnerabilities are about the hosts.
    let device = json!({ "ids": [alert["device"]["device_id"]] });
    let host = http.post("/devices/entities/devices/v2", &device).await;
    assert_eq!(
        host.body["resources"][0]["hostname"],
        alert["device"]["hostname"]
    );

    let path = "/spotlight/combined/vulnerabilities/v1";
    let target =
        format!("{path}?filter=status:'open'%2Bcve.severity:'CRITICAL'&facet=cve&facet=host_info");
    let response = http.get(&target).await;
    let vulnerability = &response.body["resources"][0];
    assert_eq!(vulnerability["cve"]["severity"], "CRITICAL");
    http.get(path).await.assert_error(400);
    let device = json!({ "ids": [vulnerability["aid"]] });
    let host = http.post("/devices/entities/devices/v2", &device).await;
    assert!(host.body["errors"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn own_documents_replace_the_sample() {
    let given = CollectionData::read_ndjson(
        &alerts::TABLE,
        "{\"composite_id\":\"c:1\",\"severity\":70}\n\n{\"id\":\"2\",\"severity\":10}\n".as_bytes(),
    )
    .unwrap();
    let sandbox = builder().collection(given).start().await.unwrap();
    let http = RawClient::new(&sandbox).await;
    let response = http
        .get("/alerts/queries/alerts/v2?sort=severity|asc")
        .await;
    assert_eq!(ids(&response), ["2", "c:1"]);
}

#[tokio::test]
async fn collections_without_own_operations_are_rejected() {
    let start = async |collections: Vec<CollectionData>| {
        let builder = collections
            .into_iter()
            .fold(Sandbox::builder(), |builder, collection| {
                builder.collection(collection)
            });
        builder.start().await.unwrap_err().to_string()
    };
    let assets = CollectionData::new(&external_assets::TABLE, []).unwrap();
    assert_eq!(
        start(vec![assets]).await,
        "cannot serve the collection `external-assets`: its documents belong to `data`"
    );
    assert_eq!(
        start(vec![data(), data()]).await,
        "cannot serve the collection `widgets`: its documents were given before"
    );
    let missing = CollectionData::new(&hosts::TABLE, [json!({"hostname": "a"})]).unwrap_err();
    assert_eq!(
        missing.to_string(),
        "document has no string id in `device_id`"
    );
    let duplicate = "{\"device_id\":\"a\"}\n{\"device_id\":\"a\"}";
    let error = CollectionData::read_ndjson(&hosts::TABLE, duplicate.as_bytes()).unwrap_err();
    assert_eq!(error.line(), 2);
}

/// The samples have values for most fields that filters use, and only documentation addresses.
#[test]
fn samples_have_the_fields_of_their_tables() {
    let now = NOW.parse::<fql::Instant>().unwrap();
    let time = std::time::UNIX_EPOCH
        + std::time::Duration::from_secs(now.unix_seconds().try_into().unwrap());
    let generator = falcon_sandbox::data::Generator::new(1).now(time);
    for (data, table, fields) in [
        (generator.hosts(), &hosts::TABLE, 38),
        (generator.alerts(), &alerts::TABLE, 45),
        (
            generator.vulnerabilities(),
            &spotlight_vulnerabilities::TABLE,
            27,
        ),
    ] {
        let has_value = |row: &&fql::table::Row| {
            use fql::table::Presence;
            let filter = format!("{}:!null", row.name);
            let parsed = fql::parse_any(&filter).unwrap();
            let matcher = fql::eval::Matcher::from_tree(table, &parsed.tree().unwrap(), now);
            matches!(row.presence, Presence::Documented | Presence::Shown)
                && data
                    .documents()
                    .iter()
                    .any(|document| matcher.matches_json(document.json().as_bytes()).unwrap())
        };
        let count = table.rows.iter().filter(has_value).count();
        assert!(count >= fields, "{}: {count}", table.name);
        for document in data.documents() {
            assert!(document.json().contains(document.id()));
            for word in document.json().split('"').filter(|word| word.contains('.')) {
                if let Ok(address) = word.parse::<std::net::Ipv4Addr>() {
                    assert!(address.is_documentation(), "{address}");
                }
            }
        }
    }
}
