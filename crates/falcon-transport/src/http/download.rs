//! Downloads: a stream of bytes that can be collected, written or saved.

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

use crate::api::operation::Operation;
use crate::client::Falcon;
use crate::error::{Error, ErrorKind};
use crate::http::exchange::IncomingResponse;
use crate::http::request::PreparedRequest;
use crate::http::response_head::{ResponseHead, content_type, header_methods};
use crate::http::send::StreamBody;
use crate::stream_methods::stream_methods;

impl Falcon {
    /// Starts a download.
    pub(crate) async fn download(&self, request: &PreparedRequest) -> Result<Download, Error> {
        let IncomingResponse { head, response, .. } = *self.send(request, &StreamBody).await?;
        if response.status() == StatusCode::PARTIAL_CONTENT {
            let message = "206 Partial Content: expected the complete blob";
            return Err(Error::new(ErrorKind::Truncated, message)
                .with_operation(&request.operation)
                .with_head(&head));
        }
        let total = response.content_length();
        Ok(Download {
            operation: request.operation.clone(),
            content_type: content_type(&response),
            chunks: response.bytes_stream().boxed(),
            stall_timer: self.inner.timeouts.request.map(StallTimer::new),
            progress: Progress { received: 0, total },
            on_progress: None,
            head,
            has_ended: false,
        })
    }
}

/// A download that has started: a [`Stream`] of its bytes.
///
/// Collect it with [`bytes`](Self::bytes), write it with [`to_writer`](Self::to_writer) or save it
/// with [`to_file`](Self::to_file). Dropping it cancels the download.
///
/// A body that is shorter than its `Content-Length` is an error that
/// [`is_truncated`](Error::is_truncated). When the service sends neither a length nor chunks, a
/// truncated body cannot be detected. The client's `request_timeout` bounds the wait for each
/// chunk, not the whole download, and not the time in which chunks are processed.
///
/// # Examples
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
#[must_use = "a download does nothing unless it is polled, written or saved"]
pub struct Download {
    operation: Operation,
    chunks: BoxStream<'static, reqwest::Result<Bytes>>,
    stall_timer: Option<StallTimer>,
    progress: Progress,
    on_progress: Option<Box<dyn FnMut(Progress) + Send>>,
    head: ResponseHead,
    content_type: Option<String>,
    has_ended: bool,
}

/// Progress of a download.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Number of bytes received.
    pub received: u64,
    /// Total number of bytes, if the service sent it.
    pub total: Option<u64>,
}

impl fmt::Display for Progress {
    /// Formats as `512 of 2048 bytes`, or `512 bytes` without a total.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.total {
            Some(total) => write!(f, "{} of {total} bytes", self.received),
            None => write!(f, "{} bytes", self.received),
        }
    }
}

/// Timeout of the wait for a chunk. It runs only while the service is waited for, so a slow
/// consumer is not a stall.
struct StallTimer {
    timeout: Duration,
    sleep: Pin<Box<Sleep>>,
    is_running: bool,
}

impl StallTimer {
    fn new(timeout: Duration) -> Self {
        Self {
            timeout,
            sleep: Box::pin(sleep(timeout)),
            is_running: false,
        }
    }

    /// Starts the timer unless it is running, and is ready once it has expired.
    fn poll_expired(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if !self.is_running {
            self.is_running = true;
            match Instant::now().checked_add(self.timeout) {
                Some(end) => self.sleep.as_mut().reset(end),
                None => return Poll::Pending,
            }
        }
        self.sleep.as_mut().poll(cx)
    }

    fn stop(&mut self) {
        self.is_running = false;
    }
}

impl Download {
    stream_methods!(Bytes);

    /// Sets a function that is called after each chunk, in the task that polls the download.
    pub fn on_progress(mut self, callback: impl FnMut(Progress) + Send + 'static) -> Self {
        self.on_progress = Some(Box::new(callback));
        self
    }

    /// Returns the progress so far.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// Returns the media type of the blob, such as `application/octet-stream`.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    header_methods!();

    /// Collects the blob in memory.
    ///
    /// # Errors
    ///
    /// [`Error::is_truncated`] when the body ends early, [`Error::is_timeout`] when it stalls.
    pub async fn bytes(mut self) -> Result<Bytes, Error> {
        let mut blob = BytesMut::new();
        while let Some(chunk) = self.next().await {
            blob.extend_from_slice(&chunk?);
        }
        Ok(blob.freeze())
    }

    /// Writes the blob to `writer` and returns its size in bytes.
    ///
    /// # Errors
    ///
    /// [`Error::is_io`] when the writer fails, [`Error::is_truncated`] when the body ends early,
    /// [`Error::is_timeout`] when it stalls. Chunks that were written before remain written.
    pub async fn to_writer<W: AsyncWrite + Unpin + ?Sized>(
        mut self,
        writer: &mut W,
    ) -> Result<u64, Error> {
        while let Some(chunk) = self.next().await {
            let written = writer.write_all(&chunk?).await;
            written.map_err(|cause| self.write_error(cause))?;
        }
        let flushed = writer.flush().await;
        flushed.map_err(|cause| self.write_error(cause))?;
        Ok(self.progress.received)
    }

    /// Saves the blob as a file and returns its size in bytes.
    ///
    /// The blob is written to a temporary file in the same directory, which is renamed once it is
    /// complete, so an incomplete file never appears under `path`. An existing file is replaced. A
    /// symbolic link is followed: its target is replaced and the link remains. On Unix only the
    /// owner can read the file.
    ///
    /// # Errors
    ///
    /// [`Error::is_io`], before anything is written, when `path` exists and is not a regular file,
    /// such as a directory, a device, a FIFO, a socket or a link without a target. Write to a
    /// device or FIFO with [`to_writer`](Self::to_writer). Otherwise the errors of `to_writer`. The
    /// temporary file is removed, also when this future is dropped.
    pub async fn to_file(self, path: impl AsRef<Path>) -> Result<u64, Error> {
        let path = path.as_ref().to_owned();
        let operation = self.operation.clone();
        let io_error = |step: &str, cause| {
            let message = format!("{step} `{}`", path.display());
            Error::new(ErrorKind::Io, message)
                .with_operation(&operation)
                .with_source(cause)
        };
        let link = path.clone();
        let target = spawn_blocking(move || resolve_target(&link))
            .await
            .map_err(|cause| io_error("could not access", cause))?
            .ok_or_else(|| {
                let message = format!("`{}` is not a regular file", path.display());
                Error::new(ErrorKind::Io, message).with_operation(&operation)
            })?;
        let (file, temporary) = create_temporary_sibling(target.clone())
            .await
            .map_err(|cause| io_error("could not create a temporary file for", cause))?;
        let mut file = tokio::fs::File::from_std(file);
        let received = self.to_writer(&mut file).await?;
        // Before the rename, so that a crash leaves either the old file or the complete new one.
        file.sync_all()
            .await
            .map_err(|cause| io_error("could not write", cause))?;
        drop(file);
        spawn_blocking(move || temporary.persist(target).map_err(|error| error.error))
            .await
            .map_err(|cause| io_error("could not rename the temporary file to", cause))?;
        Ok(received)
    }

    fn write_error(&self, cause: io::Error) -> Error {
        Error::new(ErrorKind::Io, "could not write")
            .with_operation(&self.operation)
            .with_source(cause)
    }

    /// Ends the stream with an error.
    fn fail(&mut self, kind: ErrorKind, message: String) -> Error {
        self.has_ended = true;
        Error::new(kind, message)
            .with_operation(&self.operation)
            .with_head(&self.head)
    }

    fn fail_truncated(&mut self) -> Error {
        let Progress { received, total } = self.progress;
        let message = match total {
            Some(total) => format!("download truncated after {received} of {total} bytes"),
            None => format!("download truncated after {received} bytes"),
        };
        self.fail(ErrorKind::Truncated, message)
    }

    fn count(&mut self, chunk: &Bytes) {
        self.progress.received = self.progress.received.saturating_add(chunk.len() as u64);
        if let Some(callback) = &mut self.on_progress {
            callback(self.progress);
        }
        if let Some(timer) = &mut self.stall_timer {
            timer.stop();
        }
    }
}

/// Returns the path to rename a file to, with symbolic links resolved, or `None` if `path` is
/// neither a regular file nor free: a rename would replace a device or a link itself.
fn resolve_target(path: &Path) -> io::Result<Option<PathBuf>> {
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => path.canonicalize().map(Some),
        Ok(_) => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Ok((!path.is_symlink()).then(|| path.to_owned()))
        }
        Err(error) => Err(error),
    }
}

/// Creates a temporary file in the directory of `path`, removed when its `TempPath` is dropped.
async fn create_temporary_sibling(path: PathBuf) -> io::Result<(std::fs::File, TempPath)> {
    spawn_blocking(move || {
        let directory = path
            .parent()
            .filter(|directory| !directory.as_os_str().is_empty());
        let directory = directory.unwrap_or(Path::new("."));
        tempfile::Builder::new()
            .prefix(".download-")
            .suffix(".part")
            .tempfile_in(directory)
            .map(tempfile::NamedTempFile::into_parts)
    })
    .await
}

async fn spawn_blocking<T: Send + 'static>(
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
        if this.has_ended {
            return Poll::Ready(None);
        }
        let Poll::Ready(chunk) = this.chunks.as_mut().poll_next(cx) else {
            let Some(timer) = &mut this.stall_timer else {
                return Poll::Pending;
            };
            ready!(timer.poll_expired(cx));
            let received = this.progress.received;
            let message = format!("download stalled after {received} bytes");
            return Poll::Ready(Some(Err(this.fail(ErrorKind::Timeout, message))));
        };
        let Progress { received, total } = this.progress;
        Poll::Ready(match chunk {
            Some(Ok(chunk)) => {
                this.count(&chunk);
                Some(Ok(chunk))
            }
            Some(Err(cause)) => {
                let error = this.fail_truncated();
                Some(Err(error.with_source(cause.without_url())))
            }
            None if total.is_some_and(|total| total != received) => {
                Some(Err(this.fail_truncated()))
            }
            None => {
                this.has_ended = true;
                None
            }
        })
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("progress", &self.progress)
            .finish_non_exhaustive()
    }
}
