//! The GraphQL endpoint of Identity Protection.

use std::sync::Arc;

use super::request::ApiRequest;
use crate::response::{ApiResponse, ErrorResponse};

pub(super) async fn execute(request: &ApiRequest) -> Result<ApiResponse, ErrorResponse> {
    let body = request.json()?;
    let identities = Arc::clone(&request.state.identities);
    let response = request.state.graphql.execute(identities, &body).await?;
    Ok(ApiResponse::Json(200, response))
}
