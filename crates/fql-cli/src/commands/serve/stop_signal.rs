//! The signals that stop the sandbox.

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::error::Error;

/// The signals that stop the sandbox: SIGINT and SIGTERM, or Ctrl-C without Unix signals.
pub(crate) struct StopSignal {
    #[cfg(unix)]
    interrupt: Signal,
    #[cfg(unix)]
    terminate: Signal,
}

#[cfg(unix)]
impl StopSignal {
    pub(crate) fn new() -> Result<Self, Error> {
        let handle = |kind| {
            signal(kind).map_err(|error| Error::Network(format!("cannot handle signals: {error}")))
        };
        Ok(Self {
            interrupt: handle(SignalKind::interrupt())?,
            terminate: handle(SignalKind::terminate())?,
        })
    }

    pub(crate) async fn wait(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(not(unix))]
impl StopSignal {
    pub(crate) fn new() -> Result<Self, Error> {
        Ok(Self {})
    }

    pub(crate) async fn wait(&mut self) {
        // Without a handler for Ctrl-C, the process runs until it is killed.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    }
}
