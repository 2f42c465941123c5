//! The GraphQL endpoint of Identity Protection.

use std::sync::Arc;

use serde_json::Value;

use crate::envelope::Reply;
use crate::refusal::Refusal;
use crate::state::Call;

/// What answers queries.
pub(crate) type Answering = crate::graphql::GraphQl;

pub(super) async fn post(call: &Call) -> Result<Reply, Refusal> {
    let body = call.json()?;
    let query = body.get("query").and_then(Value::as_str);
    if query.is_none_or(|query| query.trim().is_empty()) {
        return Err(Refusal::bad_request(
            "the body has no query: send `{\"query\": \"…\"}`, with `variables` where there are any",
        ));
    }
    let identities = Arc::clone(&call.state.identities);
    let answer = call.state.graphql.answer(identities, &body).await;
    Ok(Reply::Json(200, answer))
}
