//! Routes from paths and methods to operations.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::routing::{MethodFilter, on};

use super::handler::handle;
use crate::operation::{OperationSpec, SPECS};
use crate::response::ErrorResponse;
use crate::state::AppState;

/// Creates the routes of all operations.
pub(super) fn router(state: Arc<AppState>) -> Router {
    SPECS
        .iter()
        .fold(Router::new(), add_route)
        .method_not_allowed_fallback(
            |State(state): State<Arc<AppState>>, request: Request| async move {
                let error = ErrorResponse::new(405, "405: Method Not Allowed");
                handle(&state, Err(error), request).await
            },
        )
        .fallback(
            |State(state): State<Arc<AppState>>, request: Request| async move {
                let error = ErrorResponse::new(404, "404: Page Not Found");
                handle(&state, Err(error), request).await
            },
        )
        .with_state(state)
}

fn add_route(router: Router<Arc<AppState>>, spec: &'static OperationSpec) -> Router<Arc<AppState>> {
    // axum has a filter for every method in the table.
    let Ok(method) = MethodFilter::try_from(spec.method.clone()) else {
        return router;
    };
    let handler = move |State(state): State<Arc<AppState>>, request: Request| async move {
        handle(&state, Ok(spec.operation), request).await
    };
    router.route(spec.path, on(method, handler))
}
