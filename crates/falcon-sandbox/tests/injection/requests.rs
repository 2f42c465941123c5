//! What arrives at a server of the requests that carry hostile values.

use falcon_aggregates::{Aggregate, Aggregates, AggregationType, DynamicAggregate};
use falcon_transport::{
    AssetUpdate, Falcon, FalconBuilder, OperationId, Params, RetryPolicy, TriageUpdate,
};
use fql::collections::external_assets::{self as asset, ExternalAssets};
use fql::collections::sensors::Sensors;
use fql::{Collection, Filter, Sort};
use serde_json::{Map, Value, json};

use crate::built::{self, Built};
use crate::http::{Arrived, Server};
use crate::reader::{Clause, clauses, pairs};
use crate::values;

/// The headers that a request may have: none is made of a value.
const HEADERS: [&str; 7] = [
    "accept",
    "accept-encoding",
    "authorization",
    "content-length",
    "content-type",
    "host",
    "user-agent",
];

fn builder(server: &Server) -> FalconBuilder {
    Falcon::builder()
        .base_url(&server.url)
        .retry(RetryPolicy::never())
        // The longest values would be refused before they are sent.
        .max_url_len(60_000)
}

/// The one request that arrived, which has no header that it should not.
fn only(server: &Server) -> Arrived {
    let mut all = server.take();
    all.retain(|arrived| arrived.path != "/oauth2/token");
    assert_eq!(all.len(), 1, "{all:?}");
    let arrived = all.remove(0);
    for (name, value) in &arrived.headers {
        assert!(HEADERS.contains(&name.as_str()), "{name}: {value}");
    }
    assert_eq!(arrived.header("authorization"), Some("Bearer t"));
    arrived
}

fn query(server: &Server) -> Vec<(String, String)> {
    pairs(&only(server).query)
}

fn body(server: &Server) -> Value {
    serde_json::from_str(&only(server).body).unwrap()
}

fn pair(key: &str, value: &str) -> (String, String) {
    (key.to_owned(), value.to_owned())
}

/// All the clauses of a value, joined, and what they say.
fn joined<C: Collection>(mut built: Vec<Built<C>>) -> (Filter<C>, Vec<Clause>) {
    // Of a long one just one, which is as much as an address line can hold.
    if built[0].filter.as_str().len() > 1_000 {
        built.truncate(1);
    }
    let says = built.iter().map(|one| one.says.clone()).collect();
    let filters = built.into_iter().map(|one| one.filter);
    (Filter::all_of(filters).unwrap(), says)
}

fn client(server: &Server) -> Falcon {
    let builder = builder(server).credentials("id", "secret");
    builder.build().unwrap()
}

#[tokio::test]
async fn filters_and_pages_arrive_as_the_values_that_they_are_made_of() {
    let server = Server::start();
    let falcon = client(&server);
    let (assets, identity) = (falcon.exposure_management(), falcon.identity_protection());
    let sort: Sort<ExternalAssets> = "last_seen|desc".parse().unwrap();
    for text in values::all() {
        let (filter, says) = joined(built::assets(&text));
        let asked = assets
            .query_assets()
            .filter(filter)
            .sort(sort.clone())
            .after(text.clone())
            .query([("free", text.clone()), (text.as_str(), "key".to_owned())]);
        drop(asked.send().await.unwrap());
        let mut arrived = query(&server);
        let place = arrived.iter().position(|(key, _)| key == "filter").unwrap();
        let filter = arrived.remove(place);
        assert_eq!(clauses(&filter.1), says, "{text:?}");
        arrived.sort();
        let mut expected = vec![
            pair("after", &text),
            pair("free", &text),
            pair("sort", "last_seen|desc"),
            pair(&text, "key"),
        ];
        expected.sort();
        // A key that is one of the arguments takes its place.
        assert_eq!(arrived, expected, "{text:?}");

        drop(assets.query_assets_v1().offset(&text).send().await.unwrap());
        assert_eq!(query(&server), [pair("offset", &text)]);

        let (filter, says) = joined(built::sensors(&text));
        drop(
            identity
                .query_sensors()
                .filter(filter)
                .send()
                .await
                .unwrap(),
        );
        let arrived = query(&server);
        assert_eq!(arrived.len(), 1);
        assert_eq!(clauses(&arrived[0].1), says, "{text:?}");

        let asked = assets
            .query_ecosystem_subsidiaries()
            .version_id(text.clone());
        drop(asked.send().await.unwrap());
        assert_eq!(query(&server), [pair("version_id", &text)]);
    }
}

#[tokio::test]
async fn ids_and_parameters_arrive_one_by_one() {
    let server = Server::start();
    let falcon = client(&server);
    let assets = falcon.exposure_management();
    let mut refused = 0;
    for text in values::all() {
        let asked = assets.get_assets([text.as_str(), "other"]).send().await;
        if text.trim().is_empty() {
            assert!(asked.unwrap_err().is_argument());
            assert!(server.take().iter().all(|one| one.path == "/oauth2/token"));
            refused += 1;
        } else {
            drop(asked.unwrap());
            assert_eq!(query(&server), [pair("ids", &text), pair("ids", "other")]);
            let deleted = assets.delete_assets([&text]).description(text.clone());
            drop(deleted.send().await.unwrap());
            let arrived = only(&server);
            assert_eq!(arrived.method, "DELETE");
            assert_eq!(pairs(&arrived.query), [pair("ids", &text)]);
            let told: Value = serde_json::from_str(&arrived.body).unwrap();
            assert_eq!(told, json!({ "description": text }));
        }
        if !text.is_empty() {
            drop(assets.preview_assets(&text, &text).send().await.unwrap());
            assert_eq!(
                query(&server),
                [pair("assetId", &text), pair("hash", &text)]
            );
        }
        let parameters = Params::new().with("after", &text).query([("free", &text)]);
        let operation = OperationId::QueryExternalAssetsV2;
        drop(falcon.call(operation, parameters, None).await.unwrap());
        assert_eq!(query(&server), [pair("after", &text), pair("free", &text)]);
        let parameters = Params::from_key_values([format!("after={text}")]).unwrap();
        drop(falcon.call(operation, parameters, None).await.unwrap());
        assert_eq!(query(&server), [pair("after", &text)]);
    }
    assert!(refused > 5 && refused < 40, "{refused} ids are blank");
}

#[tokio::test]
async fn what_is_sent_as_json_arrives_as_the_values_that_it_is_made_of() {
    let server = Server::start();
    let falcon = client(&server);
    let (assets, identity) = (falcon.exposure_management(), falcon.identity_protection());
    for text in values::all() {
        let document = "query($v: String!) { a(v: $v) { b } }";
        let variables = Map::from_iter([
            ("v".to_owned(), json!(text)),
            ("list".to_owned(), json!([text, { text.clone(): text }])),
        ]);
        let asked = identity.graphql(document).variables(variables);
        let asked = asked.variable(&text, "key").variable("one", text.clone());
        drop(asked.send().await.unwrap());
        let arrived = body(&server);
        assert_eq!(arrived["query"], document);
        let told = arrived["variables"].as_object().unwrap();
        let mut expected = Map::from_iter([
            ("v".to_owned(), json!(text)),
            ("list".to_owned(), json!([text, { text.clone(): text }])),
        ]);
        expected.insert(text.clone(), json!("key"));
        expected.insert("one".to_owned(), json!(text));
        assert_eq!(*told, expected, "{text:?}");

        let id = if text.trim().is_empty() { "id" } else { &text };
        let triage = TriageUpdate::new()
            .assigned_to(text.clone())
            .action(text.clone());
        let update = AssetUpdate::new(id)
            .criticality(text.clone())
            .triage(triage);
        drop(assets.update_assets([update]).send().await.unwrap());
        let arrived = body(&server);
        let told = &arrived["assets"][0];
        assert_eq!(told["id"], *id);
        assert_eq!(told["criticality"], text);
        assert_eq!(told["triage"]["assigned_to"], text);
        assert_eq!(arrived["assets"].as_array().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn aggregations_arrive_with_the_values_that_they_are_made_of() {
    let server = Server::start();
    let falcon = client(&server);
    let assets = falcon.exposure_management();
    for text in values::all() {
        let name = format!("n{text}");
        let (filter, says) = joined(built::assets(&text));
        let typed = Aggregate::<ExternalAssets, _>::terms(name.clone(), asset::criticality)
            .filter(filter.clone())
            .q(text.clone())
            .missing(text.clone())
            .include(text.clone())
            .exclude(text.clone());
        drop(assets.aggregate_assets(typed).send().await.unwrap());
        let sent = body(&server);

        let dynamic = DynamicAggregate::new(name.clone(), AggregationType::Terms, "criticality")
            .filter(filter.clone())
            .q(text.clone())
            .missing(text.clone())
            .include(text.clone())
            .exclude(text.clone());
        let request = Aggregates::new([dynamic]).unwrap();
        assert_eq!(
            serde_json::from_str::<Value>(&request.to_json()).unwrap(),
            sent
        );

        let told = sent[0].as_object().unwrap();
        assert_eq!(told["name"], name);
        assert_eq!(clauses(told["filter"].as_str().unwrap()), says, "{text:?}");
        for key in ["q", "missing", "include", "exclude"] {
            assert_eq!(told[key], json!(text), "{key}");
        }
        let mut keys: Vec<&str> = told.keys().map(String::as_str).collect();
        keys.retain(|key| !["q", "missing", "include", "exclude"].contains(key));
        assert_eq!(keys, ["field", "filter", "name", "type"], "{text:?}");
        // A field of that name is none.
        let odd = DynamicAggregate::<ExternalAssets>::new("n", AggregationType::Terms, text);
        assert!(Aggregates::new([odd]).is_err());
    }
    let open = DynamicAggregate::<Sensors>::new("n", AggregationType::Terms, "a','b");
    assert!(Aggregates::new([open]).is_err());
}

#[tokio::test]
async fn credentials_arrive_in_the_form_and_a_token_in_its_header_or_not_at_all() {
    let server = Server::start();
    let mut as_token = 0;
    // Not all, because each makes a client, which reads the machine's certificates.
    for text in values::all().into_iter().step_by(8) {
        if !text.trim().is_empty() {
            let falcon = builder(&server).credentials(&text, &text).build().unwrap();
            drop(
                falcon
                    .exposure_management()
                    .query_assets()
                    .send()
                    .await
                    .unwrap(),
            );
            let arrived = server.take();
            assert_eq!(arrived.len(), 2);
            let form = pairs(&arrived[0].body);
            assert!(
                form.contains(&pair("client_id", &text)),
                "{text:?}: {form:?}"
            );
            assert!(form.contains(&pair("client_secret", &text)), "{text:?}");
            assert!(arrived[0].query.is_empty());
        }
        let with_token = builder(&server).token(&text).build();
        let Ok(falcon) = with_token else { continue };
        let asked = falcon.exposure_management().query_assets().send().await;
        let arrived = server.take();
        match asked {
            Ok(answer) => {
                drop(answer);
                let expected = format!("Bearer {text}");
                let header = arrived[0].header("authorization").unwrap();
                assert_eq!(header, expected.trim(), "{text:?}");
                as_token += 1;
            }
            Err(_) => assert!(arrived.is_empty(), "{text:?}: {arrived:?}"),
        }
    }
    assert!(as_token > 10, "{as_token}");
}
