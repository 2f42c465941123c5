//! The GraphQL endpoint of Identity Protection.

use std::sync::Arc;

use super::request::ApiRequest;
use crate::response::{ApiResponse, ErrorResponse};

/// Executes a query.
pub(super) fn execute(request: &ApiRequest) -> Result<ApiResponse, ErrorResponse> {
    let body = request.json()?;
    let identities = Arc::clone(&request.state.identities);
    let graphql = &request.state.graphql;
    let response = graphql.execute(identities, &body, request.now, request.cancel.clone())?;
    Ok(ApiResponse::Json(200, response))
}
