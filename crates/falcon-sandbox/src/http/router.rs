//! Routes from paths and methods to operations.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::response::Response;
use axum::routing::{MethodFilter, on};

use super::{explore, handler::handle};
use crate::collection::http_method;
use crate::explore::{Endpoint, routes};
use crate::operation::{SPECS, Target};
use crate::response::ErrorResponse;
use crate::state::AppState;

/// Creates the routes of all operations.
pub(super) fn router(state: Arc<AppState>) -> Router {
    let fixed = SPECS
        .iter()
        .map(|spec| (spec.operation.into(), spec.method.clone()));
    let of_collections = (0..)
        .zip(&state.collections)
        .flat_map(|(index, collection)| {
            let operations = collection.operations();
            operations.map(move |spec| (Target::Collection(index, spec), http_method(spec.method)))
        });
    let operations = fixed.chain(of_collections).fold(Router::new(), add_route);
    let explorer = routes().filter(|_| state.explorer.is_some());
    explorer
        .fold(operations, add_explorer_route)
        .method_not_allowed_fallback(
            |State(state): State<Arc<AppState>>, request: Request| async move {
                reject(
                    &state,
                    ErrorResponse::new(405, "405: Method Not Allowed"),
                    request,
                )
                .await
            },
        )
        .fallback(
            |State(state): State<Arc<AppState>>, request: Request| async move {
                reject(
                    &state,
                    ErrorResponse::new(404, "404: Page Not Found"),
                    request,
                )
                .await
            },
        )
        .with_state(state)
}

/// Responds to a request whose path or method is unknown.
async fn reject(state: &Arc<AppState>, error: ErrorResponse, request: Request) -> Response {
    match explore::is_explorer_path(state, &request) {
        true => explore::handle(state, Err(error), request).await,
        false => handle(state, Err(error), request).await,
    }
}

fn add_route(
    router: Router<Arc<AppState>>,
    (target, method): (Target, Method),
) -> Router<Arc<AppState>> {
    // axum has a filter for every method in the table.
    let Ok(method) = MethodFilter::try_from(method) else {
        return router;
    };
    let handler = move |State(state): State<Arc<AppState>>, request: Request| async move {
        handle(&state, Ok(target), request).await
    };
    router.route(target.path(), on(method, handler))
}

fn add_explorer_route(
    router: Router<Arc<AppState>>,
    (endpoint, path): (Endpoint, &str),
) -> Router<Arc<AppState>> {
    let method = match endpoint.has_body() {
        true => MethodFilter::POST,
        false => MethodFilter::GET,
    };
    let handler = move |State(state): State<Arc<AppState>>, request: Request| async move {
        explore::handle(&state, Ok(endpoint), request).await
    };
    router.route(path, on(method, handler))
}
