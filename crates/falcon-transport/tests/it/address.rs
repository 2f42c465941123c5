//! How long an address line may be.

use serde_json::json;
use test_server::{Response, Server};

use crate::support::builder;

#[tokio::test]
async fn what_no_client_can_send_is_an_error_of_the_argument_whatever_limit_is_set() {
    let server = Server::script([Response::resources(json!([]))]);
    let falcon = builder(&server).max_url_len(usize::MAX).build().unwrap();
    let query = |length: usize| {
        let token = "x".repeat(length);
        falcon.exposure_management().query_assets().after(token)
    };
    drop(query(59_000).send().await.unwrap());
    for length in [60_000, 70_000, 1 << 20] {
        let error = query(length).send().await.unwrap_err();
        assert!(error.is_argument(), "{error}");
        assert!(error.to_string().contains("60000"), "{error}");
    }
    assert_eq!(server.requests().len(), 1);
}
