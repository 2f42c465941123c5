//! GraphQL through the client: the query of the documentation, and all pages of a connection.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::HashSet;

use falcon_sandbox::Sandbox;
use falcon_sandbox::data::{Data, Generator};
use falcon_transport::Falcon;
use futures_util::TryStreamExt;
use serde_json::{Value, json};

async fn sandbox(data: Data) -> (Sandbox, Falcon) {
    let sandbox = Sandbox::builder().data(data).start().await.unwrap();
    let falcon = Falcon::builder()
        .credentials("sandbox", "sandbox")
        .base_url(sandbox.url())
        .build()
        .unwrap();
    (sandbox, falcon)
}

/// The query that the documentation of the operation prints.
const PRINTED: &str = "
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
async fn the_query_of_the_documentation_returns_users() {
    let (_sandbox, falcon) = sandbox(Generator::new(42).generate()).await;
    let identity = falcon.identity_protection();
    let payload = json!({
        "query": PRINTED,
        "variables": {"string": "string, int, float"},
    });
    let answer = identity.graphql(payload).send().await.unwrap();
    assert_eq!(answer.extensions()["powered_by"], "falcon-sandbox");
    let data = answer.complete().unwrap();
    let nodes = data["entities"]["nodes"].as_array().unwrap();
    assert_eq!(nodes.len(), 5);
    for node in nodes {
        assert!(!node["primaryDisplayName"].as_str().unwrap().is_empty());
        assert!(node["accounts"][0]["domain"].is_string());
    }
}

#[tokio::test]
async fn the_client_pages_through_all_users_once() {
    let data = Generator::new(7).users(123).endpoints(10).generate();
    let users: Vec<Value> = data.identities.iter().map(|one| one.to_value()).collect();
    let expected: HashSet<String> = users
        .iter()
        .filter(|user| user["type"] == "USER" && user["archived"] == false)
        .map(|user| user["entityId"].as_str().unwrap().to_owned())
        .collect();
    let (_sandbox, falcon) = sandbox(data).await;
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
async fn what_is_not_covered_is_an_error_beside_no_data() {
    let (_sandbox, falcon) = sandbox(Data::default()).await;
    let query = "mutation { addEntitiesToWatchList(input: {entityQuery: {}}) { __typename } }";
    let answer = falcon.identity_protection().graphql(query).send().await;
    let answer = answer.unwrap();
    assert!(
        answer.errors()[0]
            .to_string()
            .contains("a mutation is not covered")
    );
    assert!(answer.complete().is_err());
}
