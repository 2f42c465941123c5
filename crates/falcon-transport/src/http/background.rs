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

use crate::error::{Error, ErrorKind};

/// Work under way, and what comes of it. To drop it is to stop the work, when its runtime next comes
/// to it.
#[derive(Debug)]
pub(crate) struct Background<T>(JoinHandle<Result<T, Error>>);

impl<T: Send + 'static> Background<T> {
    /// Begins, traced where its caller is traced: in its span, and to its subscriber.
    pub(crate) fn begin(work: impl Future<Output = Result<T, Error>> + Send + 'static) -> Self {
        Self(tokio::spawn(
            work.in_current_span().with_current_subscriber(),
        ))
    }
}

impl<T> Future for Background<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx).map(|ended| match ended {
            Ok(done) => done,
            Err(lost) => match lost.try_into_panic() {
                Ok(panic) => resume_unwind(panic),
                Err(_) => Err(runtime_gone()),
            },
        })
    }
}

fn runtime_gone() -> Error {
    let message = "the runtime that it was begun on has shut down";
    Error::new(ErrorKind::Connection, message)
        .with_help("make the call anew; a listing can be resumed from its `position()`")
}

impl<T> Drop for Background<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
