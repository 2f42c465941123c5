//! The operations are those of the transport's table, under the same ids, paths and scopes.

use falcon_sandbox::Sandbox;
use falcon_transport::OperationId;
use reqwest::Method;
use serde_json::json;

use crate::support::{Raw, Told, builder, sandbox};

fn method(operation: OperationId) -> Method {
    operation.method().as_str().parse().unwrap()
}

#[tokio::test]
async fn every_operation_of_the_transport_is_at_its_path_under_its_id() {
    let sandbox = sandbox().await;
    let raw = Raw::new(&sandbox).await;
    for operation in OperationId::all() {
        let request = raw.request(method(operation), operation.path());
        let told = Told::of(request.body("{}").send().await.unwrap()).await;
        told.assert_headers();
        assert!(
            ![404, 405, 501].contains(&told.status),
            "{operation}: {told:?}"
        );
        assert_eq!(sandbox.requests().count(operation.id()), 1, "{operation}");
    }
}

#[tokio::test]
async fn every_operation_needs_its_scope_and_no_other() {
    for operation in OperationId::all() {
        let sandbox = builder()
            .client("only", "s", [operation.scope()])
            .client("others", "s", others(operation.scope()))
            .start()
            .await
            .unwrap();
        let status = async |id: &str| {
            let raw = Raw::with(&sandbox, id, "s").await;
            let request = raw.request(method(operation), operation.path());
            request.body("{}").send().await.unwrap().status().as_u16()
        };
        assert_ne!(status("only").await, 403, "{operation}");
        assert_eq!(status("others").await, 403, "{operation}");
    }
}

fn others(scope: &str) -> Vec<&'static str> {
    let all = falcon_sandbox::SandboxBuilder::all_scopes();
    all.iter()
        .copied()
        .filter(|other| *other != scope)
        .collect()
}

#[tokio::test]
async fn ids_are_limited_as_the_transport_knows_them_to_be() {
    let sandbox = sandbox().await;
    let raw = Raw::new(&sandbox).await;
    for operation in OperationId::all() {
        let Some(most) = operation.id_limit() else {
            continue;
        };
        for (count, refused) in [(0, true), (1, false), (most, false), (most + 1, true)] {
            let ids = vec!["x"; count];
            let told = if operation == OperationId::GetSensorDetails {
                raw.post(operation.path(), &json!({ "ids": ids })).await
            } else {
                let query: Vec<_> = ids.iter().map(|id| format!("ids={id}")).collect();
                let target = format!("{}?{}", operation.path(), query.join("&"));
                raw.send(method(operation), &target, &json!({})).await
            };
            assert_eq!(told.status == 400, refused, "{operation} {count}: {told:?}");
            told.assert_refused(if refused { 400 } else { 404 });
        }
    }
}

#[tokio::test]
async fn it_answers_on_the_address_that_it_is_told_and_stops() {
    let sandbox: Sandbox = builder().serve(([127, 0, 0, 1], 0)).await.unwrap();
    let (address, url) = (sandbox.address(), sandbox.url());
    assert_eq!(url, format!("http://{address}"));
    let raw = Raw::new(&sandbox).await;
    assert_eq!(raw.get("/fem/queries/external-assets/v2").await.status, 200);
    // A connection that is kept open does not hold it up.
    sandbox.stop().await;
    let again = builder().serve(address).await.unwrap();
    assert_eq!(again.address(), address);
    assert!(builder().serve(address).await.is_err());
    drop(again);
    assert!(raw.request(Method::GET, "/").send().await.is_err());
}
