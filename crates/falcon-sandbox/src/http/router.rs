//! Routes from paths and methods to operations.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::routing::{MethodFilter, on};

use super::handler::handle;
use crate::collection::http_method;
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
    fixed
        .chain(of_collections)
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
