//! Generated listings of ids, as handlers of the test server.

use serde_json::{Value, json};
use test_server::{Request, Response};

/// Returns a page of ids.
pub(crate) fn page(ids: &[String], pagination: Value) -> Response {
    Response::json(json!({"meta": {"pagination": pagination}, "errors": [], "resources": ids}))
}

/// Returns the ids with these numbers.
pub(crate) fn ids(from: usize, to: usize) -> Vec<String> {
    (from..to).map(|n| format!("id-{n}")).collect()
}

/// Returns a query parameter as a number, or 0.
pub(crate) fn number(request: &Request, key: &str) -> usize {
    request
        .param(key)
        .and_then(|value| value.parse().ok())
        .unwrap_or(0)
}

/// Serves `total` ids, paged by offset.
pub(crate) fn by_offset(total: usize) -> impl FnMut(&Request) -> Option<Response> + Send + 'static {
    move |request| {
        let (offset, limit) = (number(request, "offset"), number(request, "limit"));
        let ids = ids(offset.min(total), (offset + limit).min(total));
        Some(page(
            &ids,
            json!({"offset": offset, "limit": limit, "total": total}),
        ))
    }
}

/// Serves `total` ids, paged by token. The token `to-N` refers to the page that starts with `id-N`.
pub(crate) fn by_token(total: usize) -> impl FnMut(&Request) -> Option<Response> + Send + 'static {
    move |request| {
        let offset = request
            .param("after")
            .map_or(0, |after| after["to-".len()..].parse().unwrap());
        let end = (offset + number(request, "limit")).min(total);
        let mut pagination = json!({"limit": 2, "total": total});
        if end < total {
            pagination["after"] = json!(format!("to-{end}"));
        }
        Some(page(&ids(offset, end), pagination))
    }
}
