//! The HTTP server: connections, routing, and requests and responses on the wire.

mod body;
mod connection;
mod explore;
mod handler;
mod response;
mod router;
mod server;
mod socket;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use crate::state::AppState;

pub(crate) use server::Server;
pub(crate) use socket::Security;

/// Starts a server for all operations on this address.
pub(crate) async fn serve(
    address: SocketAddr,
    security: Security,
    state: Arc<AppState>,
) -> io::Result<Server> {
    let router = router::router(Arc::clone(&state));
    let parse_error_response =
        Arc::new(move |status, message: &str| response::parse_error(&state, status, message));
    Server::start(address, security, router, parse_error_response).await
}
