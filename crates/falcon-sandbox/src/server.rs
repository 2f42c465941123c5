//! The socket: accepting, answering, stopping.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tower_service::Service;

use crate::connection::{Breakable, Control, Refuse};

/// How long what is being answered may take after the server was told to stop.
const GRACE: Duration = Duration::from_millis(500);
/// The most that a request's line and headers may take.
const LARGEST_HEAD: usize = 512 << 10;

/// A server that runs until it is stopped or dropped.
#[derive(Debug)]
pub(crate) struct Server {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    running: JoinHandle<()>,
}

impl Server {
    /// Listens, and answers from now on.
    ///
    /// `refuse` makes the answers to what could not be read as a request.
    pub(crate) async fn start(
        address: SocketAddr,
        router: Router,
        refuse: Refuse,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let (stop, stopping) = watch::channel(false);
        let running = tokio::spawn(run(listener, router, refuse, stopping));
        Ok(Self {
            address,
            stop,
            running,
        })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops: no connection is taken any more, and what is being answered may end.
    pub(crate) async fn stop(mut self) {
        // Nobody listens only when the server has ended.
        let _ = self.stop.send(true);
        if tokio::time::timeout(GRACE, &mut self.running)
            .await
            .is_err()
        {
            self.running.abort();
            let _ = (&mut self.running).await;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The connections end with the task that holds them.
        self.running.abort();
    }
}

async fn run(
    listener: TcpListener,
    router: Router,
    refuse: Refuse,
    mut stopping: watch::Receiver<bool>,
) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    // Small answers are not to wait for more. One that is gone can't be told.
                    let _ = stream.set_nodelay(true);
                    let stream = Breakable::new(stream, refuse.clone());
                    connections.spawn(answer(stream, router.clone(), stopping.clone()));
                }
                // Too many open files, say: it passes.
                Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
            },
            Some(_) = connections.join_next() => {}
            _ = stopping.changed() => break,
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

/// Answers the requests of one connection.
async fn answer(
    (stream, control): (Breakable, Control),
    router: Router,
    mut stopping: watch::Receiver<bool>,
) {
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(control.clone());
        let mut router = router.clone();
        async move { Ok::<_, Infallible>(routed(&mut router, request.map(Body::new)).await) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .max_buf_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => Some(ended),
        _ = stopping.changed() => None,
    };
    // How a connection ends is its client's business.
    if ended.is_none() {
        connection.as_mut().graceful_shutdown();
        let _ = connection.await;
    }
}

async fn routed(router: &mut Router, request: hyper::Request<Body>) -> axum::response::Response {
    match router.call(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}
