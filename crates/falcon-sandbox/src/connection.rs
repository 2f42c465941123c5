//! A connection that can be broken on demand.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// Nothing is to be broken.
const WHOLE: i64 = i64::MAX;
/// Nothing more is to be written, and the other side is to see a reset.
const RESET: i64 = -1;

/// Says to a connection, from the one who answers on it, where to break.
#[derive(Clone, Debug)]
pub(crate) struct Control(Arc<AtomicI64>);

impl Control {
    fn new() -> Self {
        Self(Arc::new(AtomicI64::new(WHOLE)))
    }

    /// Resets the connection instead of the next answer.
    pub(crate) fn reset(&self) {
        self.0.store(RESET, Ordering::Release);
    }

    /// Closes the connection when so many bytes of the next body have been sent.
    pub(crate) fn cut_body_after(&self, bytes: usize) {
        let bytes = i64::try_from(bytes).unwrap_or(WHOLE);
        self.0.store(bytes, Ordering::Release);
    }
}

/// Makes the whole of an answer with a status, for a request that could not be read.
pub(crate) type Refuse = Arc<dyn Fn(u16) -> Vec<u8> + Send + Sync>;

/// What ends the head of an answer.
const HEAD_END: &[u8] = b"\r\n\r\n";

/// A stream over TCP that breaks where its control says.
///
/// It also puts an envelope in the place of the bare refusals that hyper writes by itself.
pub(crate) struct Breakable {
    stream: TcpStream,
    control: Control,
    refuse: Refuse,
    /// What is being written instead of something else, how far it is, and how long the other is.
    instead: Option<(Vec<u8>, usize, usize)>,
    /// How many bytes of the end of a head were just written; all of them when the head is over.
    /// It counts only once the control has said where to break.
    matched: usize,
    body_sent: i64,
}

impl Breakable {
    pub(crate) fn new(stream: TcpStream, refuse: Refuse) -> (Self, Control) {
        let control = Control::new();
        let breakable = Self {
            stream,
            control: control.clone(),
            refuse,
            instead: None,
            matched: 0,
            body_sent: 0,
        };
        (breakable, control)
    }

    /// Writes what stands in the place of other bytes, and tells that those were written.
    fn poll_instead(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let Some((bytes, done, length)) = &mut self.instead else {
            return Poll::Ready(Ok(0));
        };
        while *done < bytes.len() {
            let written = Pin::new(&mut self.stream).poll_write(cx, &bytes[*done..]);
            match ready!(written)? {
                0 => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                written => *done += written,
            }
        }
        let length = *length;
        self.instead = None;
        Poll::Ready(Ok(length))
    }

    /// How many of these bytes may be written.
    fn allowed(&self, bytes: &[u8], cut: i64) -> usize {
        let (mut matched, mut sent) = (self.matched, self.body_sent);
        for (index, byte) in bytes.iter().enumerate() {
            if matched == HEAD_END.len() {
                if sent >= cut {
                    return index;
                }
                sent += 1;
            } else {
                matched = step(matched, *byte);
            }
        }
        bytes.len()
    }

    /// Takes note of bytes that were written.
    fn note(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if self.matched == HEAD_END.len() {
                self.body_sent += 1;
            } else {
                self.matched = step(self.matched, *byte);
            }
        }
    }
}

/// The status of a refusal that hyper makes by itself: it has none of our headers.
fn bare_refusal(bytes: &[u8]) -> Option<u16> {
    let rest = bytes.strip_prefix(b"HTTP/1.")?;
    let status = rest.get(2..5).filter(|status| status.starts_with(b"4"))?;
    let end = bytes
        .windows(HEAD_END.len())
        .position(|end| end == HEAD_END)?;
    let has_own = bytes[..end]
        .windows(OWN_HEADER.len())
        .any(|name| name == OWN_HEADER);
    if has_own {
        return None;
    }
    std::str::from_utf8(status).ok()?.parse().ok()
}

/// What each answer of ours has in its head.
const OWN_HEADER: &[u8] = b"x-cs-region";

/// How much of a head's end is matched after one more byte.
fn step(matched: usize, byte: u8) -> usize {
    if byte == HEAD_END[matched] {
        matched + 1
    } else {
        usize::from(byte == HEAD_END[0])
    }
}

impl AsyncRead for Breakable {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Breakable {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.instead.is_none()
            && let Some(status) = bare_refusal(bytes)
        {
            self.instead = Some(((self.refuse)(status), 0, bytes.len()));
        }
        if self.instead.is_some() {
            return self.poll_instead(cx);
        }
        let cut = self.control.0.load(Ordering::Acquire);
        if cut == WHOLE {
            return Pin::new(&mut self.stream).poll_write(cx, bytes);
        }
        if cut == RESET {
            // What was not delivered is thrown away when the stream is closed, with a reset.
            self.stream.set_zero_linger()?;
            return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
        }
        let allowed = self.allowed(bytes, cut);
        if allowed == 0 {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        let written = Pin::new(&mut self.stream).poll_write(cx, &bytes[..allowed]);
        if let Poll::Ready(Ok(count)) = written {
            self.note(&bytes[..count]);
        }
        written
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
    fn a_refusal_that_is_not_ours_is_told_by_its_head() {
        let bare = b"HTTP/1.1 414 URI Too Long\r\nconnection: close\r\n\r\n";
        assert_eq!(bare_refusal(bare), Some(414));
        for other in [
            &b"HTTP/1.1 404 Not Found\r\nx-cs-region: sandbox\r\n\r\n"[..],
            b"HTTP/1.1 200 OK\r\n\r\n",
            b"HTTP/1.1 400",
            b"{\"resources\": []}",
        ] {
            assert_eq!(bare_refusal(other), None);
        }
    }

    #[test]
    fn the_end_of_a_head_is_found_wherever_it_stands() {
        for (text, rest) in [("a\r\n\r\nbody", 4), ("a\r\r\n\r\nb", 1), ("\r\n\r", 0)] {
            let mut matched = 0;
            let mut left = 0;
            for byte in text.bytes() {
                if matched == HEAD_END.len() {
                    left += 1;
                } else {
                    matched = step(matched, byte);
                }
            }
            assert_eq!(left, rest, "{text:?}");
        }
    }
}
