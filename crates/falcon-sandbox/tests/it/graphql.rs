//! GraphQL queries over HTTP.

use std::collections::HashSet;

use falcon_sandbox::Sandbox;
use falcon_sandbox::data::{Data, Generator};
use falcon_transport::Falcon;
use futures_util::TryStreamExt;
use serde_json::{Value, json};

use crate::support::{RawClient, client, sandbox};

const PATH: &str = "/identity-protection/combined/graphql/v1";

async fn sandbox_with_data(data: Data) -> (Sandbox, Falcon) {
    let sandbox = Sandbox::builder().data(data).start().await.unwrap();
    let falcon = client(&sandbox);
    (sandbox, falcon)
}

/// The query in the API documentation of the operation.
const DOCUMENTED: &str = "
query ($after: Cursor) {
  entities(types: [USER], archived: false, learned: false, first: 5, after: $after) {
    nodes {
      primaryDisplayName
      secondaryDisplayName
      accounts {
        ... on ActiveDirectoryAccountDescriptor {
          domain
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
";

#[tokio::test]
async fn documented_query_returns_users() {
    let (_sandbox, falcon) = sandbox_with_data(Generator::new(42).generate()).await;
    let payload = json!({
        "query": DOCUMENTED,
        "variables": {"string": "string, int, float"},
    });
    let request = falcon.identity_protection().graphql_json(payload);
    let response = request.clone().send().await.unwrap();
    assert_eq!(response.extensions()["powered_by"], "falcon-sandbox");
    let data = response.complete().unwrap();
    let nodes = data["entities"]["nodes"].as_array().unwrap();
    assert_eq!(nodes.len(), 5);
    for node in nodes {
        assert!(!node["primaryDisplayName"].as_str().unwrap().is_empty());
        assert!(node["accounts"][0]["domain"].is_string());
    }
    let all_nodes: Vec<Value> = request.nodes().try_collect().await.unwrap();
    assert!(all_nodes.len() > 5, "{}", all_nodes.len());
}

#[tokio::test]
async fn client_pages_through_all_users_once() {
    let data = Generator::new(7).users(123).endpoints(10).generate();
    let expected: HashSet<String> = data
        .identities
        .iter()
        .map(|identity| identity.to_value())
        .filter(|entity| entity["type"] == "USER" && entity["archived"] == false)
        .map(|user| user["entityId"].as_str().unwrap().to_owned())
        .collect();
    let (_sandbox, falcon) = sandbox_with_data(data).await;
    let query = "query ($after: Cursor) { entities(types: [USER], archived: false, first: 10, \
                 sortKey: RISK_SCORE, sortOrder: DESCENDING, after: $after) { \
                 nodes { entityId riskScore } pageInfo { hasNextPage endCursor } } }";
    let nodes: Vec<Value> = falcon
        .identity_protection()
        .graphql(query)
        .nodes()
        .try_collect()
        .await
        .unwrap();
    let ids: HashSet<String> = nodes
        .iter()
        .map(|node| node["entityId"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(nodes.len(), expected.len());
    assert_eq!(ids, expected);
    let scores = nodes.iter().map(|node| node["riskScore"].as_f64());
    assert!(scores.is_sorted_by(|one, other| one >= other));
}

#[tokio::test]
async fn unsupported_mutation_is_an_error() {
    let (_sandbox, falcon) = sandbox_with_data(Data::default()).await;
    let query = "mutation { addEntitiesToWatchList(input: {entityQuery: {}}) { __typename } }";
    let response = falcon.identity_protection().graphql(query).send().await;
    let response = response.unwrap();
    let message = response.errors()[0].to_string();
    assert!(message.contains("unsupported mutation"), "{message}");
    assert!(response.complete().is_err());
}

#[tokio::test]
async fn query_errors_are_a_200_and_missing_query_a_400() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    let response = http.post(PATH, &json!({"query": "{ nothing }"})).await;
    assert_eq!(response.status, 200);
    response.assert_common_headers();
    assert!(response.body["errors"][0]["message"].is_string());
    for body in [json!({}), json!({"query": " "}), json!({"query": 5})] {
        http.post(PATH, &body).await.assert_error(400);
    }
}
