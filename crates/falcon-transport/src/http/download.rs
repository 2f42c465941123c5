//! Downloads: bytes as they come, to a writer or into a file.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use futures_core::stream::BoxStream;
use futures_util::StreamExt;
use http::StatusCode;
use tempfile::TempPath;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::time::{Instant, Sleep, sleep};

use crate::api::operation::OperationId;
use crate::client::Falcon;
use crate::error::{Error, ErrorKind};
use crate::http::rate_limit::RateLimit;
use crate::http::request::PreparedRequest;
use crate::http::response_head::{ResponseHead, content_type};
use crate::http::send::{IncomingResponse, StreamBody};

impl Falcon {
    /// Begins a download.
    pub(crate) async fn download(&self, request: &PreparedRequest) -> Result<Download, Error> {
        let IncomingResponse { head, response } = *self.send(request, &StreamBody).await?;
        if response.status() == StatusCode::PARTIAL_CONTENT {
            let message = "status 206: a part came, and the whole was asked for";
            return Err(Error::new(ErrorKind::Truncated, message)
                .with_operation(request.operation)
                .with_status(head.status)
                .with_rate_limit(head.rate_limit)
                .with_trace_id(head.trace_id));
        }
        let total = response.content_length();
        Ok(Download {
            operation: request.operation,
            content_type: content_type(&response),
            bytes: response.bytes_stream().boxed(),
            stall: self.inner.timeouts.request.map(Stall::new),
            progress: Progress { received: 0, total },
            on_progress: None,
            head,
            over: false,
        })
    }
}

/// A download that has begun: a [`Stream`] of its bytes.
///
/// The service checks nothing for us, so the length it told is held against what comes: a body
/// that ends early is an error that [`is_truncated`](Error::is_truncated). Where the service tells no
/// length and sends no chunks, an early end cannot be told from a proper one.
///
/// A piece that is waited for must come within the client's `request_timeout`; the download as a
/// whole, and who takes the pieces, may take as long as they take. Dropping it ends it.
///
/// ```no_run
/// # async fn example(falcon: falcon_transport::Falcon) -> Result<(), falcon_transport::Error> {
/// let download = falcon.exposure_management().download_assets("id", "hash").send().await?;
/// download
///     .on_progress(|progress| eprintln!("{} of {:?}", progress.received, progress.total))
///     .to_file("banner.bin")
///     .await?;
/// # Ok(()) }
/// ```
#[must_use = "nothing is read before it is polled, or written somewhere"]
pub struct Download {
    operation: OperationId,
    bytes: BoxStream<'static, reqwest::Result<Bytes>>,
    stall: Option<Stall>,
    progress: Progress,
    on_progress: Option<Box<dyn FnMut(Progress) + Send>>,
    head: ResponseHead,
    content_type: Option<String>,
    over: bool,
}

/// How far a download is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// How many bytes have come.
    pub received: u64,
    /// How many there are, where the service tells.
    pub total: Option<u64>,
}

/// Ends a wait that takes too long. It counts only while the service is waited for: whoever takes
/// the pieces may take their time.
struct Stall {
    longest: Duration,
    sleep: Pin<Box<Sleep>>,
    waiting: bool,
}

impl Stall {
    fn new(longest: Duration) -> Self {
        Self {
            longest,
            sleep: Box::pin(sleep(longest)),
            waiting: false,
        }
    }

    /// Ready once the piece that is waited for has not come in time.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if !self.waiting {
            self.waiting = true;
            match Instant::now().checked_add(self.longest) {
                Some(end) => self.sleep.as_mut().reset(end),
                None => return Poll::Pending,
            }
        }
        self.sleep.as_mut().poll(cx)
    }
}

impl Download {
    /// Calls back after each piece, from within the task that reads.
    pub fn on_progress(mut self, callback: impl FnMut(Progress) + Send + 'static) -> Self {
        self.on_progress = Some(Box::new(callback));
        self
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// What the service says the blob is, such as `application/octet-stream`.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The id under which the service remembers the request.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.head.trace_id.as_deref()
    }

    /// The state of the rate limit when the download began.
    #[must_use]
    pub fn rate_limit(&self) -> RateLimit {
        self.head.rate_limit
    }

    /// All of it, in memory.
    ///
    /// # Errors
    ///
    /// [`Error::is_truncated`] when it ends early, [`Error::is_timeout`] when it stalls.
    pub async fn bytes(mut self) -> Result<Bytes, Error> {
        let mut all = BytesMut::new();
        while let Some(piece) = self.next().await {
            all.extend_from_slice(&piece?);
        }
        Ok(all.freeze())
    }

    /// Writes all of it to `writer`, and gives how many bytes there were.
    ///
    /// # Errors
    ///
    /// [`Error::is_io`] when the writer fails, [`Error::is_truncated`] when the download ends early,
    /// [`Error::is_timeout`] when it stalls. What was written before stays written.
    pub async fn to_writer<W: AsyncWrite + Unpin + ?Sized>(
        mut self,
        writer: &mut W,
    ) -> Result<u64, Error> {
        while let Some(piece) = self.next().await {
            writer
                .write_all(&piece?)
                .await
                .map_err(|cause| self.io("could not write", cause))?;
        }
        writer
            .flush()
            .await
            .map_err(|cause| self.io("could not write", cause))?;
        Ok(self.progress.received)
    }

    /// Writes all of it into a file, and gives how many bytes there were.
    ///
    /// It is written under a temporary name in the same folder, and given its own name when it is
    /// whole, so that no half file is ever seen under that name; a file that was there before is
    /// replaced then. On Unix only its owner can read the file.
    ///
    /// # Errors
    ///
    /// As for [`to_writer`](Self::to_writer); the temporary file is then removed, also when this
    /// is dropped.
    pub async fn to_file(self, path: impl AsRef<Path>) -> Result<u64, Error> {
        let path = path.as_ref().to_owned();
        let operation = self.operation;
        let failed = |what: &str, cause| {
            let message = format!("{what} `{}`", path.display());
            Error::new(ErrorKind::Io, message)
                .with_operation(operation)
                .with_source(cause)
        };
        let (file, temporary) = temporary_beside(path.clone())
            .await
            .map_err(|cause| failed("could not create a temporary file for", cause))?;
        let mut file = tokio::fs::File::from_std(file);
        let received = self.to_writer(&mut file).await?;
        // What the disk has not taken is not whole.
        file.sync_all()
            .await
            .map_err(|cause| failed("could not write", cause))?;
        drop(file);
        let target = path.clone();
        off_thread(move || temporary.persist(target).map_err(|error| error.error))
            .await
            .map_err(|cause| failed("could not give its name to", cause))?;
        Ok(received)
    }

    fn io(&self, message: &str, cause: io::Error) -> Error {
        Error::new(ErrorKind::Io, message)
            .with_operation(self.operation)
            .with_source(cause)
    }

    /// Ends it with an error that says what it is about.
    fn fails(&mut self, kind: ErrorKind, message: String) -> Error {
        self.over = true;
        Error::new(kind, message)
            .with_operation(self.operation)
            .with_status(self.head.status)
            .with_trace_id(self.head.trace_id.clone())
    }

    fn cut_off(&mut self) -> Error {
        let message = match self.progress {
            Progress {
                received,
                total: Some(total),
            } => {
                format!("the download ended after {received} of {total} bytes")
            }
            Progress {
                received,
                total: None,
            } => {
                format!("the download ended early, after {received} bytes")
            }
        };
        self.fails(ErrorKind::Truncated, message)
    }

    fn count(&mut self, piece: &Bytes) {
        self.progress.received = self.progress.received.saturating_add(piece.len() as u64);
        if let Some(callback) = &mut self.on_progress {
            callback(self.progress);
        }
        if let Some(stall) = &mut self.stall {
            stall.waiting = false;
        }
    }
}

/// An open temporary file in the folder of `path`, removed when its name is dropped.
async fn temporary_beside(path: PathBuf) -> io::Result<(std::fs::File, TempPath)> {
    off_thread(move || {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        tempfile::Builder::new()
            .prefix(".download-")
            .suffix(".part")
            .tempfile_in(folder)
            .map(tempfile::NamedTempFile::into_parts)
    })
    .await
}

/// Does what blocks where it blocks no task.
async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(io::Error::other)?
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if this.over {
            return Poll::Ready(None);
        }
        let Poll::Ready(piece) = this.bytes.as_mut().poll_next(cx) else {
            let Some(stall) = &mut this.stall else {
                return Poll::Pending;
            };
            ready!(stall.poll(cx));
            let received = this.progress.received;
            let message = format!("the download stalled after {received} bytes");
            return Poll::Ready(Some(Err(this.fails(ErrorKind::Timeout, message))));
        };
        match piece {
            Some(Ok(piece)) => {
                this.count(&piece);
                Poll::Ready(Some(Ok(piece)))
            }
            Some(Err(cause)) => {
                Poll::Ready(Some(Err(this.cut_off().with_source(cause.without_url()))))
            }
            None if this
                .progress
                .total
                .is_some_and(|total| total != this.progress.received) =>
            {
                Poll::Ready(Some(Err(this.cut_off())))
            }
            None => {
                this.over = true;
                Poll::Ready(None)
            }
        }
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("progress", &self.progress)
            .finish_non_exhaustive()
    }
}
