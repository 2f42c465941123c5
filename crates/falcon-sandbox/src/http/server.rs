//! Accepting and serving connections.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tower_service::Service;

use super::connection::{BreakableStream, ParseErrorResponder};
use super::socket::Security;

/// Time for open requests to finish when the server stops.
const SHUTDOWN_GRACE: Duration = Duration::from_millis(500);
/// Delay before accepting again after an error such as too many open files.
const ACCEPT_RETRY_DELAY: Duration = Duration::from_millis(10);
/// Maximum size of a request's first line and headers.
const MAX_HEAD_LEN: usize = 512 << 10;

/// A server that runs until it is stopped or dropped.
#[derive(Debug)]
pub(crate) struct Server {
    url: String,
    address: SocketAddr,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Server {
    /// Binds the address and starts accepting connections.
    pub(super) async fn start(
        address: SocketAddr,
        security: Security,
        router: Router,
        parse_error_response: ParseErrorResponder,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let (stop, stopping) = watch::channel(false);
        let url = format!("{}://{address}", security.scheme());
        let service = ConnectionService {
            security,
            router,
            parse_error_response,
            stopping,
        };
        let task = tokio::spawn(run(listener, service));
        Ok(Self {
            url,
            address,
            stop,
            task,
        })
    }

    /// Returns the base URL, without a trailing slash.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops accepting connections and waits briefly for open requests to finish.
    pub(crate) async fn stop(mut self) {
        // Sending fails only if the server has ended already.
        let _ = self.stop.send(true);
        let stopped = tokio::time::timeout(SHUTDOWN_GRACE, &mut self.task).await;
        if stopped.is_err() {
            self.task.abort();
            let _ = (&mut self.task).await;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The task owns its connections, so they end with it.
        self.task.abort();
    }
}

async fn run(listener: TcpListener, mut service: ConnectionService) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    // Without this, small responses are delayed. It fails only if the client has
                    // disconnected.
                    let _ = stream.set_nodelay(true);
                    connections.spawn(service.clone().serve(stream));
                }
                Err(_) => tokio::time::sleep(ACCEPT_RETRY_DELAY).await,
            },
            Some(_) = connections.join_next() => {}
            _ = service.stopping.changed() => break,
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

/// Serves one connection.
#[derive(Clone)]
struct ConnectionService {
    security: Security,
    router: Router,
    parse_error_response: ParseErrorResponder,
    stopping: watch::Receiver<bool>,
}

impl ConnectionService {
    async fn serve(mut self, stream: TcpStream) {
        let plain_http = || (self.parse_error_response)(400, "plain HTTP request to an HTTPS port");
        let socket = tokio::select! {
            socket = self.security.accept(stream, plain_http) => socket,
            _ = self.stopping.changed() => return,
        };
        // A failed handshake concerns only its client, like a failed connection.
        let Ok(socket) = socket else { return };
        let (stream, control) = BreakableStream::new(socket, self.parse_error_response);
        let router = self.router;
        let service = service_fn(move |mut request: hyper::Request<Incoming>| {
            request.extensions_mut().insert(control.clone());
            let mut router = router.clone();
            async move { Ok::<_, Infallible>(route(&mut router, request.map(Body::new)).await) }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .max_buf_size(MAX_HEAD_LEN)
            .serve_connection(TokioIo::new(stream), service);
        let mut connection = pin!(connection);
        tokio::select! {
            _ = connection.as_mut() => {}
            _ = self.stopping.changed() => {
                connection.as_mut().graceful_shutdown();
                let _ = connection.await;
            }
        }
    }
}

async fn route(router: &mut Router, request: hyper::Request<Body>) -> Response {
    match router.call(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}
