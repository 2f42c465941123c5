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
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tower_service::Service;

use super::connection::{BreakControl, BreakableStream, ParseErrorResponder};

/// Time for open requests to finish when the server stops.
const SHUTDOWN_GRACE: Duration = Duration::from_millis(500);
/// Delay before accepting again after an error such as too many open files.
const ACCEPT_RETRY_DELAY: Duration = Duration::from_millis(10);
/// Maximum size of a request's first line and headers.
const MAX_HEAD_LEN: usize = 512 << 10;

/// A server that runs until it is stopped or dropped.
#[derive(Debug)]
pub(crate) struct Server {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Server {
    /// Binds the address and starts accepting connections.
    pub(super) async fn start(
        address: SocketAddr,
        router: Router,
        parse_error_response: ParseErrorResponder,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let (stop, stopping) = watch::channel(false);
        let task = tokio::spawn(run(listener, router, parse_error_response, stopping));
        Ok(Self {
            address,
            stop,
            task,
        })
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

async fn run(
    listener: TcpListener,
    router: Router,
    parse_error_response: ParseErrorResponder,
    mut stopping: watch::Receiver<bool>,
) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    // Without this, small responses are delayed. It fails only if the client has
                    // disconnected.
                    let _ = stream.set_nodelay(true);
                    let stream = BreakableStream::new(stream, parse_error_response.clone());
                    connections.spawn(serve_connection(stream, router.clone(), stopping.clone()));
                }
                Err(_) => tokio::time::sleep(ACCEPT_RETRY_DELAY).await,
            },
            Some(_) = connections.join_next() => {}
            _ = stopping.changed() => break,
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

async fn serve_connection(
    (stream, control): (BreakableStream, BreakControl),
    router: Router,
    mut stopping: watch::Receiver<bool>,
) {
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
    // A failed connection concerns only its client, so its result is dropped.
    tokio::select! {
        _ = connection.as_mut() => {}
        _ = stopping.changed() => {
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        }
    }
}

async fn route(router: &mut Router, request: hyper::Request<Body>) -> Response {
    match router.call(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}
