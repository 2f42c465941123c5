//! The HTTP server: connections, routing, and requests and responses on the wire.

mod body;
mod connection;
mod handler;
mod response;
mod router;
mod server;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use crate::state::AppState;

pub(crate) use server::Server;

/// Starts a server for all operations on this address.
pub(crate) async fn serve(address: SocketAddr, state: Arc<AppState>) -> io::Result<Server> {
    let router = router::router(Arc::clone(&state));
    let parse_error_response = Arc::new(move |status| response::parse_error(&state, status));
    Server::start(address, router, parse_error_response).await
}
