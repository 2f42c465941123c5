//! A connection that can be broken deliberately.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::response::reason;
use super::socket::Socket;

/// The [`BreakControl`] value of an intact connection.
const INTACT: i64 = i64::MAX;
/// The [`BreakControl`] value of a connection that the next write resets.
const RESET: i64 = -1;

/// Breaks a connection on behalf of the request handler.
///
/// The value is the number of body bytes to write before closing, [`INTACT`] or [`RESET`].
#[derive(Clone, Debug)]
pub(super) struct BreakControl(Arc<AtomicI64>);

impl BreakControl {
    fn new() -> Self {
        Self(Arc::new(AtomicI64::new(INTACT)))
    }

    /// Resets the connection instead of writing the next response.
    pub(super) fn reset(&self) {
        self.0.store(RESET, Ordering::Release);
    }

    /// Closes the connection after this many bytes of the next response body.
    pub(super) fn truncate_body(&self, len: usize) {
        let len = i64::try_from(len).unwrap_or(INTACT);
        self.0.store(len, Ordering::Release);
    }
}

/// Builds the complete response, with this status and message, to a request that hyper cannot parse.
pub(super) type ParseErrorResponder = Arc<dyn Fn(u16, &str) -> Vec<u8> + Send + Sync>;

/// The end of a response head.
const HEAD_END: &[u8] = b"\r\n\r\n";
/// A header of all responses except those that hyper generates.
const OWN_HEADER: &[u8] = b"x-cs-region";

/// A stream that its [`BreakControl`] can break.
///
/// It also replaces the empty error responses that hyper generates for malformed requests with
/// enveloped ones.
pub(super) struct BreakableStream {
    stream: Socket,
    control: BreakControl,
    parse_error_response: ParseErrorResponder,
    replacement: Option<Replacement>,
    position: ResponsePosition,
}

/// Bytes that are written in place of others.
struct Replacement {
    bytes: Vec<u8>,
    written: usize,
    /// Number of bytes that are replaced. The writer sees this many as written.
    replaced_len: usize,
}

/// A position in a response. It is tracked only while a truncation is pending.
#[derive(Clone, Copy, Default)]
struct ResponsePosition {
    /// Number of bytes of [`HEAD_END`] that the last bytes match; all of them after the head.
    head_end_matched: usize,
    body_len: i64,
}

impl ResponsePosition {
    fn is_in_body(self) -> bool {
        self.head_end_matched == HEAD_END.len()
    }

    fn advance(&mut self, byte: u8) {
        if self.is_in_body() {
            self.body_len += 1;
        } else if byte == HEAD_END[self.head_end_matched] {
            self.head_end_matched += 1;
        } else {
            self.head_end_matched = usize::from(byte == HEAD_END[0]);
        }
    }

    /// Returns the number of `bytes` up to the one that would exceed `max_body_len`.
    fn bytes_until(mut self, bytes: &[u8], max_body_len: i64) -> usize {
        for (index, byte) in bytes.iter().enumerate() {
            if self.is_in_body() && self.body_len >= max_body_len {
                return index;
            }
            self.advance(*byte);
        }
        bytes.len()
    }
}

impl BreakableStream {
    pub(super) fn new(
        stream: Socket,
        parse_error_response: ParseErrorResponder,
    ) -> (Self, BreakControl) {
        let control = BreakControl::new();
        let stream = Self {
            stream,
            control: control.clone(),
            parse_error_response,
            replacement: None,
            position: ResponsePosition::default(),
        };
        (stream, control)
    }

    /// Writes the replacement and returns the number of bytes that it replaces.
    fn poll_write_replacement(
        stream: &mut Socket,
        replacement: &mut Replacement,
        cx: &mut Context<'_>,
    ) -> Poll<io::Result<usize>> {
        while replacement.written < replacement.bytes.len() {
            let rest = &replacement.bytes[replacement.written..];
            match ready!(Pin::new(&mut *stream).poll_write(cx, rest))? {
                0 => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                count => replacement.written += count,
            }
        }
        Poll::Ready(Ok(replacement.replaced_len))
    }
}

/// Returns the status of an error response that hyper generated.
fn generated_error_status(response: &[u8]) -> Option<u16> {
    let rest = response.strip_prefix(b"HTTP/1.")?;
    let status = rest.get(2..5).filter(|status| status.starts_with(b"4"))?;
    let head_len = response
        .windows(HEAD_END.len())
        .position(|window| window == HEAD_END)?;
    let has_own_header = response[..head_len]
        .windows(OWN_HEADER.len())
        .any(|window| window == OWN_HEADER);
    if has_own_header {
        return None;
    }
    std::str::from_utf8(status).ok()?.parse().ok()
}

impl AsyncRead for BreakableStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for BreakableStream {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if this.replacement.is_none()
            && let Some(status) = generated_error_status(bytes)
        {
            let message = format!("malformed HTTP request: {}", reason(status));
            this.replacement = Some(Replacement {
                bytes: (this.parse_error_response)(status, &message),
                written: 0,
                replaced_len: bytes.len(),
            });
        }
        if let Some(replacement) = &mut this.replacement {
            let replaced = ready!(Self::poll_write_replacement(
                &mut this.stream,
                replacement,
                cx
            ));
            this.replacement = None;
            return Poll::Ready(replaced);
        }
        let max_body_len = this.control.0.load(Ordering::Acquire);
        if max_body_len == INTACT {
            return Pin::new(&mut this.stream).poll_write(cx, bytes);
        }
        if max_body_len == RESET {
            this.stream.set_zero_linger()?;
            return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
        }
        let allowed = this.position.bytes_until(bytes, max_body_len);
        if allowed == 0 {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        let result = Pin::new(&mut this.stream).poll_write(cx, &bytes[..allowed]);
        if let Poll::Ready(Ok(count)) = result {
            for byte in &bytes[..count] {
                this.position.advance(*byte);
            }
        }
        result
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_errors_are_recognized() {
        let generated = b"HTTP/1.1 414 URI Too Long\r\nconnection: close\r\n\r\n";
        assert_eq!(generated_error_status(generated), Some(414));
        for other in [
            &b"HTTP/1.1 404 Not Found\r\nx-cs-region: sandbox\r\n\r\n"[..],
            b"HTTP/1.1 200 OK\r\n\r\n",
            b"HTTP/1.1 400",
            b"{\"resources\": []}",
        ] {
            assert_eq!(generated_error_status(other), None);
        }
    }

    #[test]
    fn body_starts_after_the_head() {
        for (response, body_len) in [("a\r\n\r\nbody", 4), ("a\r\r\n\r\nb", 1), ("\r\n\r", 0)] {
            let mut position = ResponsePosition::default();
            for byte in response.bytes() {
                position.advance(byte);
            }
            assert_eq!(position.body_len, body_len, "{response:?}");
        }
        let start = ResponsePosition::default();
        assert_eq!(start.bytes_until(b"a\r\n\r\nbody", 2), 7);
    }
}
