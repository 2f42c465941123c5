//! The GraphQL endpoint of Identity Protection.

use std::sync::Arc;

use serde_json::Value;

use super::request::ApiRequest;
use crate::graphql::MISSING_QUERY;
use crate::response::{ApiResponse, ErrorResponse};

pub(super) async fn execute(request: &ApiRequest) -> Result<ApiResponse, ErrorResponse> {
    let body = request.json()?;
    let query = body.get("query").and_then(Value::as_str);
    if query.is_none_or(|query| query.trim().is_empty()) {
        return Err(ErrorResponse::bad_request(MISSING_QUERY));
    }
    let state = &request.state;
    let identities = Arc::clone(&state.identities);
    let response = state.graphql.execute(identities, &body).await;
    Ok(ApiResponse::Json(200, response))
}
