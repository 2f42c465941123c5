//! Accepted connections, with or without TLS.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
#[cfg(feature = "tls")]
use tokio_rustls::{TlsAcceptor, server::TlsStream};

/// The protocol below HTTP.
#[derive(Clone)]
pub(crate) enum Security {
    Plain,
    #[cfg(feature = "tls")]
    Tls(TlsAcceptor),
}

impl Security {
    /// Returns the scheme of the server's URL.
    pub(super) fn scheme(&self) -> &'static str {
        match self {
            Self::Plain => "http",
            #[cfg(feature = "tls")]
            Self::Tls(_) => "https",
        }
    }

    /// Performs the TLS handshake, if there is one.
    ///
    /// `plain_http_response` is the response to a client that speaks plain HTTP to a TLS server.
    pub(super) async fn accept(
        &self,
        stream: TcpStream,
        plain_http_response: impl FnOnce() -> Vec<u8>,
    ) -> io::Result<Socket> {
        match self {
            Self::Plain => {
                drop(plain_http_response);
                Ok(Socket::Plain(stream))
            }
            #[cfg(feature = "tls")]
            Self::Tls(acceptor) => tls::accept(acceptor, stream, plain_http_response).await,
        }
    }
}

#[cfg(feature = "tls")]
mod tls {
    use std::io;
    use std::time::Duration;

    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;
    use tokio::time::timeout;
    use tokio_rustls::TlsAcceptor;

    use super::Socket;

    /// Time for a TLS handshake.
    const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);
    /// Time for a client to receive the response to plain HTTP.
    const REJECT_TIMEOUT: Duration = Duration::from_secs(1);
    /// The first byte of a TLS connection: the content type of a handshake.
    const HANDSHAKE_RECORD: u8 = 22;

    pub(super) async fn accept(
        acceptor: &TlsAcceptor,
        stream: TcpStream,
        plain_http_response: impl FnOnce() -> Vec<u8>,
    ) -> io::Result<Socket> {
        let handshake = async {
            let mut first = [0];
            if stream.peek(&mut first).await? == 1 && first[0] != HANDSHAKE_RECORD {
                return Ok(Err(stream));
            }
            acceptor.accept(stream).await.map(Ok)
        };
        match timeout(HANDSHAKE_TIMEOUT, handshake).await?? {
            Ok(stream) => Ok(Socket::Tls(Box::new(stream))),
            Err(stream) => {
                let response = plain_http_response();
                // A client that does not read in time does not see the response.
                let _ = timeout(REJECT_TIMEOUT, reject(stream, &response)).await;
                Err(io::ErrorKind::InvalidData.into())
            }
        }
    }

    /// Sends a response and reads the request, which may otherwise discard the response.
    async fn reject(mut stream: TcpStream, response: &[u8]) -> io::Result<()> {
        stream.write_all(response).await?;
        stream.shutdown().await?;
        let mut buffer = [0; 4096];
        while stream.read(&mut buffer).await? > 0 {}
        Ok(())
    }
}

/// The bytes of a connection, decrypted.
pub(super) enum Socket {
    Plain(TcpStream),
    #[cfg(feature = "tls")]
    Tls(Box<TlsStream<TcpStream>>),
}

impl Socket {
    /// Makes closing the connection send a reset and drop undelivered bytes.
    pub(super) fn set_zero_linger(&self) -> io::Result<()> {
        match self {
            Self::Plain(stream) => stream.set_zero_linger(),
            #[cfg(feature = "tls")]
            Self::Tls(stream) => stream.get_ref().0.set_zero_linger(),
        }
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_read(cx, buffer),
            #[cfg(feature = "tls")]
            Self::Tls(stream) => Pin::new(stream).poll_read(cx, buffer),
        }
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_write(cx, bytes),
            #[cfg(feature = "tls")]
            Self::Tls(stream) => Pin::new(stream).poll_write(cx, bytes),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_flush(cx),
            #[cfg(feature = "tls")]
            Self::Tls(stream) => Pin::new(stream).poll_flush(cx),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_shutdown(cx),
            #[cfg(feature = "tls")]
            Self::Tls(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }
}
