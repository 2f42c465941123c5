//! The operations have the ids, paths and scopes of falcon-transport's table.

use falcon_sandbox::Sandbox;
use falcon_transport::operation::OperationId;
use reqwest::Method;
use serde_json::json;

use crate::support::{HttpResponse, RawClient, builder, sandbox};

fn method(operation: OperationId) -> Method {
    operation.method().as_str().parse().unwrap()
}

#[tokio::test]
async fn every_transport_operation_exists() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    for operation in OperationId::all() {
        let request = http.request(method(operation), operation.path());
        let response = HttpResponse::read(request.body("{}").send().await.unwrap()).await;
        response.assert_common_headers();
        assert!(
            ![404, 405, 501].contains(&response.status),
            "{operation}: {response:?}"
        );
        assert_eq!(sandbox.requests().count(operation.id()), 1, "{operation}");
    }
}

#[tokio::test]
async fn every_operation_requires_exactly_its_scope() {
    for operation in OperationId::all() {
        let sandbox = builder()
            .client("only", "s", [operation.scope()])
            .client("others", "s", other_scopes(operation.scope()))
            .start()
            .await
            .unwrap();
        let status = async |id: &str| {
            let http = RawClient::with(&sandbox, id, "s").await;
            let request = http.request(method(operation), operation.path());
            request.body("{}").send().await.unwrap().status().as_u16()
        };
        assert_ne!(status("only").await, 403, "{operation}");
        assert_eq!(status("others").await, 403, "{operation}");
    }
}

fn other_scopes(scope: &str) -> Vec<&'static str> {
    let all = falcon_sandbox::SandboxBuilder::all_scopes();
    all.iter()
        .copied()
        .filter(|other| *other != scope)
        .collect()
}

#[tokio::test]
async fn id_limits_match_the_transport() {
    let sandbox = sandbox().await;
    let http = RawClient::new(&sandbox).await;
    for operation in OperationId::all() {
        let Some(max) = operation.max_ids() else {
            continue;
        };
        for (count, is_error) in [(0, true), (1, false), (max, false), (max + 1, true)] {
            let ids = vec!["x"; count];
            let response = if operation == OperationId::GetSensorDetails {
                http.post(operation.path(), &json!({ "ids": ids })).await
            } else {
                let query: Vec<_> = ids.iter().map(|id| format!("ids={id}")).collect();
                let target = format!("{}?{}", operation.path(), query.join("&"));
                http.send(method(operation), &target, &json!({})).await
            };
            assert_eq!(
                response.status == 400,
                is_error,
                "{operation} {count}: {response:?}"
            );
            // Only the tests of falconpy's operations for external assets accept a 404.
            let is_asset = operation.path() == "/fem/entities/external-assets/v1";
            match (is_error, is_asset) {
                (true, _) if count == 0 => {}
                (true, _) => drop(response.assert_error(400)),
                (false, true) => drop(response.assert_error(404)),
                (false, false) => assert_eq!(response.body["errors"][0]["code"], 404),
            }
        }
    }
}

#[tokio::test]
async fn sandbox_binds_the_given_address_until_stopped() {
    let sandbox: Sandbox = builder().serve(([127, 0, 0, 1], 0)).await.unwrap();
    let (address, url) = (sandbox.address(), sandbox.url());
    assert_eq!(url, format!("http://{address}"));
    let http = RawClient::new(&sandbox).await;
    assert_eq!(
        http.get("/fem/queries/external-assets/v2").await.status,
        200
    );
    // Open keep-alive connections do not delay stopping.
    sandbox.stop().await;
    let restarted = builder().serve(address).await.unwrap();
    assert_eq!(restarted.address(), address);
    assert!(builder().serve(address).await.is_err());
    drop(restarted);
    assert!(http.request(Method::GET, "/").send().await.is_err());
}
