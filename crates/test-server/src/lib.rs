//! A loopback HTTP/1.1 server for the tests of this workspace.
//!
//! [`Server`] answers requests from a script or with a handler, issues OAuth2 tokens on its own, and
//! records every request. Dropping it fails the test if a request was not expected or malformed, or if
//! a scripted response was never requested. It runs on its own threads, so it serves synchronous and
//! asynchronous clients.
//!
//! ```
//! use std::io::{Read, Write};
//! use std::net::TcpStream;
//! use test_server::{Response, Server};
//!
//! let server = Server::script([Response::text(200, "hello")]);
//! let mut client = TcpStream::connect(server.address())?;
//! client.write_all(b"GET /path?a=b HTTP/1.1\r\nConnection: close\r\n\r\n")?;
//! let mut response = [0; 15];
//! client.read_exact(&mut response)?;
//! assert_eq!(&response, b"HTTP/1.1 200 OK");
//! assert_eq!(server.only().param("a").as_deref(), Some("b"));
//! # Ok::<(), std::io::Error>(())
//! ```
#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod request;
mod response;
mod server;

pub use request::Request;
pub use response::{Response, Then};
pub use server::Server;
