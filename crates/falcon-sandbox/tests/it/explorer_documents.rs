//! The explorer with documents whose fields and values the table of their collection does not have.

use falcon_sandbox::Sandbox;
use falcon_sandbox::data::CollectionData;
use fql::collections::hosts;
use serde_json::{Value, json};

use crate::explorer::post;
use crate::support::{RawClient, builder};

/// Starts a sandbox with hosts; each has an id and these members.
async fn explorer(documents: impl IntoIterator<Item = Value>) -> (Sandbox, RawClient) {
    let with_ids = documents.into_iter().zip(0..).map(|(mut document, n)| {
        document["device_id"] = format!("d{n}").into();
        document
    });
    let hosts = CollectionData::new(&hosts::TABLE, with_ids).unwrap();
    let builder = builder().collection(hosts).explorer(&hosts::TABLE);
    let sandbox = builder.start().await.unwrap();
    let http = RawClient::without_token(&sandbox);
    (sandbox, http)
}

/// Returns the status and the body of a response about hosts.
async fn about(http: &RawClient, endpoint: &str, filter: &str, mut body: Value) -> (u16, Value) {
    body["collection"] = "hosts".into();
    body["filter"] = filter.into();
    let response = post(http, endpoint, body).await;
    (response.status, response.body)
}

/// Returns the number of documents that match a filter.
async fn total(http: &RawClient, filter: &str) -> Value {
    let (status, body) = about(http, "documents", filter, json!({})).await;
    assert_eq!(status, 200, "{filter}: {body}");
    body["total"].clone()
}

#[tokio::test]
async fn warnings_do_not_prevent_an_evaluation() {
    let (_sandbox, http) = explorer([json!({"site": "Bergen"}), json!({})]).await;
    let filter = "site:'Bergen'";
    let (_, checked) = about(&http, "check", filter, json!({})).await;
    assert_eq!(checked["valid"], true);
    assert_eq!(checked["diagnostics"][0]["severity"], "warning");
    assert_eq!(total(&http, filter).await, 1);
    let field = json!({"field": "platform_name"});
    let (_, counts) = about(&http, "counts", filter, field).await;
    assert_eq!(counts["missing"], 1);
    let field = json!({"field": "last_seen"});
    let (_, times) = about(&http, "histogram", filter, field).await;
    assert_eq!(times["missing"], 1);
    let (_, document) = about(&http, "document", filter, json!({"index": 0})).await;
    assert_eq!(document["matches"], true);
    // The same filter, as the API answers it.
    let path = "/devices/queries/devices/v1?filter=site:'Bergen'";
    assert_ne!(http.get(path).await.status, 200);
}

#[tokio::test]
async fn errors_prevent_each_evaluation() {
    let (_sandbox, http) = explorer([json!({})]).await;
    for (endpoint, body) in [
        ("documents", json!({})),
        ("document", json!({"index": 0})),
        ("counts", json!({"field": "hostname"})),
        ("histogram", json!({"field": "last_seen"})),
    ] {
        let (status, body) = about(&http, endpoint, "site:1+hostname:", body).await;
        assert_eq!(status, 422);
        let diagnostics = body["diagnostics"].as_array().unwrap();
        let error = diagnostics.iter().find(|one| one["severity"] == "error");
        assert_eq!(body["error"], error.unwrap()["message"]);
    }
}

#[tokio::test]
async fn sort_by_unknown_field_is_a_422() {
    let documents = [
        json!({"site": "b", "nested": {"a": 1}}),
        json!({"site": "a"}),
    ];
    let (_sandbox, http) = explorer(documents).await;
    let (status, body) = about(&http, "documents", "", json!({"sort": "site.asc"})).await;
    assert_eq!(status, 200);
    assert_eq!(body["documents"][0]["index"], 1);
    for sort in ["platfrm_name.asc", "nested.desc", "hostname up"] {
        let (status, body) = about(&http, "documents", "", json!({"sort": sort})).await;
        assert_eq!(status, 422, "{sort}: {body}");
        assert!(!body["error"].as_str().unwrap().is_empty());
        assert!(body["diagnostics"][0]["code"].is_string(), "{body}");
    }
}

#[tokio::test]
async fn counts_keep_types_and_add_up() {
    let values = [
        json!(22),
        json!("22"),
        json!(true),
        json!("true"),
        json!(["22", 22, 0.5]),
        json!(null),
        json!({}),
        json!([]),
        json!(""),
        json!("it's *"),
    ];
    let documents = values.map(|value| json!({"site": value}));
    let (_sandbox, http) = explorer(documents.into_iter().chain([json!({})])).await;
    let (_, body) = about(&http, "counts", "", json!({"field": "site"})).await;
    let buckets = body["buckets"].as_array().unwrap();
    let pairs: Vec<Value> = buckets
        .iter()
        .map(|bucket| json!([bucket["value"], bucket["count"]]))
        .collect();
    for pair in [
        json!([22, 2]),
        json!(["22", 2]),
        json!([true, 1]),
        json!(["true", 1]),
        json!([0.5, 1]),
        json!(["", 1]),
        json!(["it's *", 1]),
    ] {
        assert!(pairs.contains(&pair), "{pair}: {pairs:?}");
    }
    assert_eq!((&body["objects"], &body["missing"]), (&json!(1), &json!(3)));
    assert_eq!(body["missing_clause"], "site:null");
    assert_eq!(total(&http, "site:null").await, 3);
    // The clauses of the others match the same text of another type, too.
    let mut clauses: Vec<&str> = buckets
        .iter()
        .filter_map(|bucket| bucket["clause"].as_str())
        .collect();
    clauses.sort_unstable();
    assert_eq!(clauses, ["site:''", "site:'it\\'s \\*'", "site:0.5"]);
}

#[tokio::test]
async fn clause_of_a_count_matches_its_documents() {
    let values = ["web*", "web", "a\\b", "", "null", "ja'"];
    let documents = values.map(|value| json!({"hostname": value, "site": 7}));
    let (_sandbox, http) = explorer(documents).await;
    for filter in ["", "site:7", "hostname:'x',site:7"] {
        for field in ["hostname", "site"] {
            let (_, body) = about(&http, "counts", filter, json!({"field": field})).await;
            let prefix = body["prefix"].as_str().unwrap();
            for bucket in body["buckets"].as_array().unwrap() {
                let Some(clause) = bucket["clause"].as_str() else {
                    panic!("{bucket}");
                };
                let matching = total(&http, &format!("{prefix}{clause}")).await;
                assert_eq!(matching, bucket["count"], "{prefix}{clause}");
            }
        }
    }
}

#[tokio::test]
async fn histogram_of_malformed_times_counts_the_rest() {
    let times = [
        json!("2026-11-01T00:00:00Z"),
        json!(1_793_491_200),
        json!("soon"),
        json!({}),
        json!(null),
    ];
    let documents = times.map(|time| json!({"last_seen": time}));
    let (_sandbox, http) = explorer(documents).await;
    let field = json!({"field": "last_seen"});
    let (_, body) = about(&http, "histogram", "", field.clone()).await;
    let buckets = body["buckets"].as_array().unwrap();
    let sum: u64 = buckets.iter().filter_map(|one| one["count"].as_u64()).sum();
    assert_eq!(sum, 1, "{body}");
    assert_eq!(
        (&body["documents"], &body["missing"]),
        (&json!(1), &json!(4))
    );
    let (status, body) = about(&http, "histogram", "last_seen:'soon'", field).await;
    assert!(status == 200 || status == 422, "{body}");
}

#[tokio::test]
async fn times_of_all_years_are_counted() {
    let time = |time: &str| json!({"last_seen": time, "booted": time});
    let last = [time("9999-12-31T23:00:00Z")];
    let (_sandbox, http) = explorer(last.clone()).await;
    // The second field is inferred.
    for name in ["last_seen", "booted"] {
        let field = json!({"field": name});
        let (_, body) = about(&http, "histogram", "", field.clone()).await;
        let buckets = json!([{"start": "9999-12-31T23:00:00.000Z", "count": 1}]);
        assert_eq!((&body["buckets"], &body["missing"]), (&buckets, &json!(0)));
    }
    let (_, body) = about(&http, "counts", "", json!({"field": "last_seen"})).await;
    let bucket = &body["buckets"][0];
    assert_eq!(bucket["value"], "9999-12-31T23:00:00.000Z");
    assert_eq!(total(&http, bucket["clause"].as_str().unwrap()).await, 1);
    for (first, interval) in [("9000", "decade"), ("0000", "century")] {
        let first = time(&format!("{first}-01-01T00:00:00Z"));
        let (_sandbox, http) = explorer(last.iter().cloned().chain([first])).await;
        let field = json!({"field": "last_seen"});
        let (_, body) = about(&http, "histogram", "", field).await;
        assert_eq!(
            (&body["interval"], &body["documents"]),
            (&json!(interval), &json!(2))
        );
        let buckets = body["buckets"].as_array().unwrap();
        assert_eq!(buckets.len(), 100);
        assert_eq!(
            (&buckets[0]["count"], &buckets[99]["count"]),
            (&json!(1), &json!(1))
        );
    }
}

#[tokio::test]
async fn counts_of_unknown_field_are_a_422() {
    let (_sandbox, http) = explorer([json!({"nested": {"a": 1}})]).await;
    for (field, status) in [
        ("nested.a", 200),
        ("nested", 200),
        ("os_version", 200),
        ("nested.b", 422),
    ] {
        let (actual, body) = about(&http, "counts", "", json!({"field": field})).await;
        assert_eq!(actual, status, "{field}: {body}");
        assert_eq!(body["error"].is_string(), status == 422);
    }
}

#[tokio::test]
async fn grades_of_fields_and_proposals_agree() {
    let (_sandbox, http) = explorer([json!({"site": 1})]).await;
    let listed = http.get("/explore/fields?collection=hosts").await.body;
    let listed = listed["fields"].as_array().unwrap();
    for typed in ["_all", "host", "site"] {
        let position = json!({"position": typed.len()});
        let (_, body) = about(&http, "complete", typed, position).await;
        let proposals = body["proposals"].as_array().unwrap();
        assert!(!proposals.is_empty(), "{typed}");
        for proposal in proposals {
            let field = listed
                .iter()
                .find(|field| field["name"] == proposal["label"]);
            assert_eq!(proposal["grade"], field.unwrap()["grade"], "{proposal}");
        }
    }
}

#[tokio::test]
async fn strings_of_other_types_are_proposed_apart() {
    let sites = [json!("1"), json!(1), json!(1)];
    let documents = sites.map(|site| json!({"site": site, "hostname": "null"}));
    let (_sandbox, http) = explorer(documents).await;
    let complete = async |filter: &str| -> Vec<Value> {
        let position = json!({"position": filter.len()});
        let (_, body) = about(&http, "complete", filter, position).await;
        let proposals = body["proposals"].as_array().unwrap().iter();
        let parts = proposals.map(|one| json!([one["label"], one["insert"], one["detail"]]));
        parts.collect()
    };
    let hostnames = complete("hostname:").await;
    for expected in [
        json!(["'null'", "'null'", "in 3 documents"]),
        json!(["null", "null", "no value"]),
    ] {
        assert!(hostnames.contains(&expected), "{expected}: {hostnames:?}");
    }
    let sites = complete("site:").await;
    for expected in [
        json!(["1", "1", "in 2 documents"]),
        json!(["'1'", "'1'", "in 1 document"]),
    ] {
        assert!(sites.contains(&expected), "{expected}: {sites:?}");
    }
    let later = complete("site:>").await;
    let expected = json!(["1", ">1", "2 documents have it"]);
    assert!(later.contains(&expected), "{later:?}");
}

#[tokio::test]
async fn copies_name_fields_that_the_api_rejects() {
    let (_sandbox, http) = explorer([json!({"site": "Bergen"})]).await;
    for (filter, has_note) in [("site:'Bergen'", true), ("hostname:'a'", false)] {
        let (_, body) = about(&http, "check", filter, json!({})).await;
        for copy in body["copy"].as_array().unwrap() {
            let text = copy["text"].as_str().unwrap();
            let is_command = copy["language"] == "sh";
            assert_eq!(
                text.contains("does not evaluate `site`"),
                has_note && !is_command,
                "{text}"
            );
            // An interactive zsh executes pasted comments.
            assert!(!is_command || !text.contains(['#', '`']), "{text}");
        }
    }
}

#[tokio::test]
async fn fields_and_values_of_documents_are_proposed() {
    let documents = [
        json!({"site": "Bergen", "platform_name": "Solaris", "a.b": 1}),
        json!({"site": "Bergen", "platform_name": "Linux"}),
        json!({"site": "Oslo"}),
    ];
    let (_sandbox, http) = explorer(documents).await;
    let complete = async |filter: &str| -> Vec<Value> {
        let position = json!({"position": filter.len()});
        let (_, body) = about(&http, "complete", filter, position).await;
        body["proposals"].as_array().unwrap().clone()
    };
    let site = complete("sit").await;
    let site = site.iter().find(|proposal| proposal["label"] == "site");
    let site = site.unwrap();
    assert_eq!(
        (&site["grade"], &site["detail"]),
        (&json!("inferred"), &json!("text; 3 documents"))
    );
    let values = complete("site:'").await;
    assert_eq!(values[0]["insert"], "'Bergen'");
    assert_eq!(values[0]["detail"], "in 2 documents");
    let platforms = complete("platform_name:'").await;
    let position = |label: &str| platforms.iter().position(|one| one["label"] == label);
    assert!(position("Windows").unwrap() < position("Solaris").unwrap());
    let linux = &platforms[position("Linux").unwrap()];
    assert_eq!(linux["detail"], "published value; in 1 document");
    assert!(complete("a.").await.iter().all(|one| one["label"] != "a.b"));
}
