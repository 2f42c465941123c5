//! Background tasks: work that proceeds while its owner does not poll it.
//!
//! A future that is not polled keeps its locks, for which others wait, and its timeouts expire. Work
//! for which that matters runs as a task.

use std::panic::resume_unwind;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::task::JoinHandle;
use tracing::Instrument;
use tracing::instrument::WithSubscriber;

use crate::error::{Error, ErrorKind};

/// A task and its result. Dropping it aborts the task.
#[derive(Debug)]
pub(crate) struct BackgroundTask<T>(JoinHandle<Result<T, Error>>);

impl<T: Send + 'static> BackgroundTask<T> {
    /// Spawns a task with the tracing span and subscriber of the caller.
    pub(crate) fn spawn(work: impl Future<Output = Result<T, Error>> + Send + 'static) -> Self {
        Self(tokio::spawn(
            work.in_current_span().with_current_subscriber(),
        ))
    }
}

impl<T> Future for BackgroundTask<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx).map(|joined| match joined {
            Ok(output) => output,
            Err(error) => match error.try_into_panic() {
                Ok(panic) => resume_unwind(panic),
                Err(_) => Err(runtime_shut_down()),
            },
        })
    }
}

fn runtime_shut_down() -> Error {
    let message = "the Tokio runtime of the call has shut down";
    Error::new(ErrorKind::Connection, message)
        .with_help("repeat the call; a listing can be resumed from its `position()`")
}

impl<T> Drop for BackgroundTask<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
