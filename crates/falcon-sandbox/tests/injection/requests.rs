//! Requests with hostile values, as a server receives them.

use falcon_aggregates::{Aggregate, Aggregates, AggregationType, DynamicAggregate};
use falcon_transport::exposure_management::{AssetUpdate, Criticality, TriageUpdate};
use falcon_transport::operation::{OperationId, Params};
use falcon_transport::{Falcon, FalconBuilder, RetryPolicy};
use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::collections::sensors::Sensors;
use fql::{Collection, Filter, Sort};
use serde_json::{Map, Value, json};
use test_server::{Request, Response, Server};

use crate::builders::{self, Built};
use crate::parser::{Clause, parse_clauses, parse_pairs};
use crate::values;

/// The headers that the client sends. No value becomes a header.
const KNOWN_HEADERS: [&str; 7] = [
    "accept",
    "accept-encoding",
    "authorization",
    "content-length",
    "content-type",
    "host",
    "user-agent",
];

fn start_server() -> Server {
    let body = json!({"meta": {}, "errors": [], "resources": [], "data": {}});
    Server::always(Response::json(body))
}

fn builder(server: &Server) -> FalconBuilder {
    Falcon::builder()
        .base_url(server.url())
        .retry(RetryPolicy::never())
        // The longest values exceed the default limit.
        .max_url_len(60_000)
}

/// Returns the only request since the last call, apart from token requests.
fn only_request(server: &Server) -> Request {
    let mut requests = server.take_requests();
    assert_eq!(requests.len(), 1, "{requests:?}");
    let request = requests.remove(0);
    for (name, value) in &request.headers {
        assert!(
            KNOWN_HEADERS.contains(&name.to_ascii_lowercase().as_str()),
            "{name}: {value}"
        );
    }
    assert_eq!(request.header("authorization"), Some("Bearer test-token-1"));
    request
}

fn query(server: &Server) -> Vec<(String, String)> {
    parse_pairs(only_request(server).raw_query())
}

fn body(server: &Server) -> Value {
    serde_json::from_slice(&only_request(server).body).unwrap()
}

fn pair(key: &str, value: &str) -> (String, String) {
    (key.to_owned(), value.to_owned())
}

/// Returns all clauses of a value joined by `+`, and the clauses that the result must contain.
fn joined<C: Collection>(mut built: Vec<Built<C>>) -> (Filter<C>, Vec<Clause>) {
    // A URL has room for only one long clause.
    if built[0].filter.as_str().len() > 1_000 {
        built.truncate(1);
    }
    let expected = built.iter().map(|one| one.expected.clone()).collect();
    let filters = built.into_iter().map(|one| one.filter);
    (Filter::all_of(filters).unwrap(), expected)
}

fn client(server: &Server) -> Falcon {
    let builder = builder(server).credentials("id", "secret");
    builder.build().unwrap()
}

#[tokio::test]
async fn query_parameters_arrive_unchanged() {
    let server = start_server();
    let falcon = client(&server);
    let (assets, identity) = (falcon.exposure_management(), falcon.identity_protection());
    let sort: Sort<ExternalAssets> = "last_seen|desc".parse().unwrap();
    for value in values::all() {
        let (filter, clauses) = joined(builders::assets(&value));
        let request = assets
            .query_assets()
            .filter(filter)
            .sort(sort.clone())
            .after(value.clone())
            .query([("free", value.clone()), (value.as_str(), "key".to_owned())]);
        drop(request.send().await.unwrap());
        let mut arrived = query(&server);
        let position = arrived.iter().position(|(key, _)| key == "filter");
        let (_, filter) = arrived.remove(position.unwrap());
        assert_eq!(parse_clauses(&filter), clauses, "{value:?}");
        arrived.sort();
        let mut expected = vec![
            pair("after", &value),
            pair("free", &value),
            pair("sort", "last_seen|desc"),
            pair(&value, "key"),
        ];
        expected.sort();
        // A query parameter replaces an argument with the same name.
        assert_eq!(arrived, expected, "{value:?}");

        let response = assets.query_assets_v1().offset(&value).send().await;
        // Integers are offsets, all other strings are tokens.
        if value.parse().is_ok_and(|offset: i64| offset < 0) {
            assert!(response.unwrap_err().is_argument(), "{value:?}");
        } else {
            drop(response.unwrap());
            assert_eq!(query(&server), [pair("offset", &value)]);
        }

        let (filter, clauses) = joined(builders::sensors(&value));
        let request = identity.query_sensors().filter(filter);
        drop(request.send().await.unwrap());
        let arrived = query(&server);
        assert_eq!(arrived.len(), 1);
        assert_eq!(parse_clauses(&arrived[0].1), clauses, "{value:?}");

        let request = assets
            .query_ecosystem_subsidiaries()
            .version_id(value.clone());
        drop(request.send().await.unwrap());
        assert_eq!(query(&server), [pair("version_id", &value)]);
    }
}

#[tokio::test]
async fn ids_and_parameters_arrive_separately() {
    let server = start_server();
    let falcon = client(&server);
    let assets = falcon.exposure_management();
    let mut blank = 0;
    for value in values::all() {
        let response = assets.get_assets([value.as_str(), "other"]).send().await;
        if value.trim().is_empty() {
            assert!(response.unwrap_err().is_argument());
            assert!(server.take_requests().is_empty());
            blank += 1;
        } else {
            drop(response.unwrap());
            assert_eq!(query(&server), [pair("ids", &value), pair("ids", "other")]);
            let deletion = assets.delete_assets([&value]).description(value.clone());
            drop(deletion.send().await.unwrap());
            let arrived = only_request(&server);
            assert_eq!(arrived.method, "DELETE");
            assert_eq!(parse_pairs(arrived.raw_query()), [pair("ids", &value)]);
            let body: Value = serde_json::from_slice(&arrived.body).unwrap();
            assert_eq!(body, json!({ "description": value }));
        }
        if !value.is_empty() {
            drop(assets.preview_assets(&value, &value).send().await.unwrap());
            assert_eq!(
                query(&server),
                [pair("assetId", &value), pair("hash", &value)]
            );
        }
        let parameters = Params::new()
            .with("after", &value)
            .query([("free", &value)]);
        let operation = OperationId::QueryExternalAssetsV2;
        drop(falcon.call(operation, parameters, None).await.unwrap());
        assert_eq!(
            query(&server),
            [pair("after", &value), pair("free", &value)]
        );
        let parameters = Params::from_key_values([format!("after={value}")]).unwrap();
        drop(falcon.call(operation, parameters, None).await.unwrap());
        assert_eq!(query(&server), [pair("after", &value)]);
    }
    assert!((6..40).contains(&blank), "{blank} ids are blank");
}

#[tokio::test]
async fn json_bodies_arrive_unchanged() {
    let server = start_server();
    let falcon = client(&server);
    let (assets, identity) = (falcon.exposure_management(), falcon.identity_protection());
    for value in values::all() {
        let document = "query($v: String!) { a(v: $v) { b } }";
        let variables = Map::from_iter([
            ("v".to_owned(), json!(value)),
            ("list".to_owned(), json!([value, { value.clone(): value }])),
        ]);
        let request = identity.graphql(document).variables(variables);
        let request = request
            .variable(&value, "key")
            .variable("one", value.clone());
        drop(request.send().await.unwrap());
        let arrived = body(&server);
        assert_eq!(arrived["query"], document);
        let variables = arrived["variables"].as_object().unwrap();
        let mut expected = Map::from_iter([
            ("v".to_owned(), json!(value)),
            ("list".to_owned(), json!([value, { value.clone(): value }])),
        ]);
        expected.insert(value.clone(), json!("key"));
        expected.insert("one".to_owned(), json!(value));
        assert_eq!(*variables, expected, "{value:?}");

        let id = if value.trim().is_empty() {
            "id"
        } else {
            &value
        };
        let triage = TriageUpdate::new()
            .assigned_to(value.clone())
            .action(value.clone());
        let update = AssetUpdate::new(id)
            .criticality(Criticality::Other(value.clone()))
            .triage(triage);
        drop(assets.update_assets([update]).send().await.unwrap());
        let arrived = body(&server);
        let asset = &arrived["assets"][0];
        assert_eq!(asset["id"], *id);
        assert_eq!(asset["criticality"], value);
        assert_eq!(asset["triage"]["assigned_to"], value);
        assert_eq!(arrived["assets"].as_array().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn aggregations_arrive_unchanged() {
    let server = start_server();
    let falcon = client(&server);
    let assets = falcon.exposure_management();
    for value in values::all() {
        let name = format!("n{value}");
        let (filter, clauses) = joined(builders::assets(&value));
        let typed = Aggregate::<ExternalAssets, _>::terms(name.clone(), asset::criticality)
            .filter(filter.clone())
            .q(value.clone())
            .missing(value.clone())
            .include(value.clone())
            .exclude(value.clone());
        drop(assets.aggregate_assets(typed).send().await.unwrap());
        let sent = body(&server);

        let dynamic = DynamicAggregate::new(name.clone(), AggregationType::Terms, "criticality")
            .filter(filter.clone())
            .q(value.clone())
            .missing(value.clone())
            .include(value.clone())
            .exclude(value.clone());
        let request = Aggregates::new([dynamic]).unwrap();
        assert_eq!(
            serde_json::from_str::<Value>(&request.to_json()).unwrap(),
            sent
        );

        let sent = sent[0].as_object().unwrap();
        assert_eq!(sent["name"], name);
        let sent_filter = sent["filter"].as_str().unwrap();
        assert_eq!(parse_clauses(sent_filter), clauses, "{value:?}");
        for key in ["q", "missing", "include", "exclude"] {
            assert_eq!(sent[key], json!(value), "{key}");
        }
        let mut keys: Vec<&str> = sent.keys().map(String::as_str).collect();
        keys.retain(|key| !["q", "missing", "include", "exclude"].contains(key));
        assert_eq!(keys, ["field", "filter", "name", "type"], "{value:?}");
        let unknown = DynamicAggregate::<ExternalAssets>::new("n", AggregationType::Terms, value);
        assert!(Aggregates::new([unknown]).is_err());
    }
    let open = DynamicAggregate::<Sensors>::new("n", AggregationType::Terms, "a','b");
    assert!(Aggregates::new([open]).is_err());
}

#[tokio::test]
async fn credentials_and_tokens_arrive_in_their_places() {
    let server = start_server();
    let (mut valid_tokens, mut token_requests) = (0, 0);
    // Only some values: building a client loads the certificates of the system.
    for value in values::all().into_iter().step_by(8) {
        if !value.trim().is_empty() {
            let falcon = builder(&server)
                .credentials(&value, &value)
                .build()
                .unwrap();
            let query = falcon.exposure_management().query_assets();
            drop(query.send().await.unwrap());
            assert_eq!(server.take_requests().len(), 1);
            token_requests += 1;
            assert_eq!(server.token_requests().len(), token_requests);
            let request = server.token_requests().pop().unwrap();
            let form = parse_pairs(std::str::from_utf8(&request.body).unwrap());
            assert!(
                form.contains(&pair("client_id", &value)),
                "{value:?}: {form:?}"
            );
            assert!(form.contains(&pair("client_secret", &value)), "{value:?}");
            assert_eq!(request.target, "/oauth2/token");
        }
        let Ok(falcon) = builder(&server).token(&value).build() else {
            continue;
        };
        let response = falcon.exposure_management().query_assets().send().await;
        let arrived = server.take_requests();
        match response {
            Ok(response) => {
                drop(response);
                let expected = format!("Bearer {value}");
                let header = arrived[0].header("authorization").unwrap();
                assert_eq!(header, expected.trim(), "{value:?}");
                valid_tokens += 1;
            }
            Err(_) => assert!(arrived.is_empty(), "{value:?}: {arrived:?}"),
        }
    }
    assert!(valid_tokens > 10, "{valid_tokens}");
}
