//! Work that goes on while nobody polls for it.
//!
//! A future stands still while its owner does something else, and keeps what it holds: a lock that
//! others wait for, or a time limit that runs out. Where that could be, the work is a task.

use std::panic::resume_unwind;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::task::JoinHandle;
use tracing::Instrument;
use tracing::instrument::WithSubscriber;

/// Work under way, and what comes of it. To drop it is to stop the work.
#[derive(Debug)]
pub(crate) struct Background<T>(JoinHandle<T>);

impl<T: Send + 'static> Background<T> {
    /// Begins, traced where its caller is traced: in its span, and to its subscriber.
    pub(crate) fn begin(work: impl Future<Output = T> + Send + 'static) -> Self {
        Self(tokio::spawn(
            work.in_current_span().with_current_subscriber(),
        ))
    }
}

impl<T> Future for Background<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        match Pin::new(&mut self.0).poll(cx) {
            Poll::Ready(Ok(done)) => Poll::Ready(done),
            Poll::Ready(Err(lost)) => match lost.try_into_panic() {
                Ok(panic) => resume_unwind(panic),
                // The runtime is shutting down, and whoever waits goes with it.
                Err(_) => Poll::Pending,
            },
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<T> Drop for Background<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
