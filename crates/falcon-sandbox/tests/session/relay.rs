//! What stands between a client and a server, and reads along.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

type Said = Arc<Mutex<Vec<Vec<u8>>>>;

/// The relay, which runs until the test ends.
pub(crate) struct Relay {
    address: SocketAddr,
    /// What clients and servers said, each connection and direction by itself.
    asked: Said,
    said: Said,
}

impl Relay {
    /// To a server.
    pub(crate) fn to(server: SocketAddr) -> Self {
        let (asked, said) = (Said::default(), Said::default());
        let (all_asked, all_said) = (Arc::clone(&asked), Arc::clone(&said));
        let address = each_connection(move |client| {
            let server = TcpStream::connect(server).unwrap();
            let (from, to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
            let note = noting(&all_asked);
            thread::spawn(move || pass(from, to, note));
            pass(server, client, noting(&all_said));
        });
        Self {
            address,
            asked,
            said,
        }
    }

    /// A server that gives this token, and answers everything else with what it was sent.
    pub(crate) fn echo(status: u16, token: &'static str) -> Self {
        let asked = Said::default();
        let all_asked = Arc::clone(&asked);
        let address = each_connection(move |mut client| {
            let mut buffer = [0; 1 << 14];
            let mut note = noting(&all_asked);
            while let Ok(length @ 1..) = client.read(&mut buffer) {
                note(&buffer[..length]);
                let asked = String::from_utf8_lossy(&buffer[..length]).into_owned();
                let is_token = asked.starts_with("POST /oauth2/token");
                let (status, body) = if is_token {
                    (
                        201,
                        format!(r#"{{"access_token":"{token}","expires_in":1799}}"#),
                    )
                } else {
                    let quoted =
                        serde_json::json!({ "errors": [{ "message": asked, "code": 400 }] });
                    (status, quoted.to_string())
                };
                let length = body.len();
                let answer = format!(
                    "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
                );
                if client.write_all(answer.as_bytes()).is_err() {
                    return;
                }
            }
        });
        Self {
            address,
            asked,
            said: Said::default(),
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Every token that was given.
    pub(crate) fn tokens(&self) -> Vec<String> {
        let mut tokens = Vec::new();
        for said in self.said.lock().unwrap().iter() {
            let said = String::from_utf8_lossy(said);
            for behind in said.split("\"access_token\":").skip(1) {
                let token = behind.split('"').nth(1).unwrap();
                tokens.push(token.to_owned());
            }
        }
        tokens
    }

    /// The client ids and secrets that were sent in a header, as they were written there.
    pub(crate) fn basics(&self) -> Vec<String> {
        let mut basics = Vec::new();
        for asked in self.asked.lock().unwrap().iter() {
            let asked = String::from_utf8_lossy(asked);
            for behind in asked.split(": Basic ").skip(1) {
                basics.push(behind.lines().next().unwrap().to_owned());
            }
        }
        basics
    }
}

/// Notes what is said on a new connection.
fn noting(all: &Said) -> impl FnMut(&[u8]) + Send + 'static {
    let all = Arc::clone(all);
    let number = {
        let mut all = all.lock().unwrap();
        all.push(Vec::new());
        all.len() - 1
    };
    move |bytes| all.lock().unwrap()[number].extend_from_slice(bytes)
}

fn each_connection(serve: impl Fn(TcpStream) + Clone + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let serve = serve.clone();
            thread::spawn(move || serve(stream.unwrap()));
        }
    });
    address
}

/// Passes on what comes until it ends.
fn pass(mut from: TcpStream, mut to: TcpStream, mut read: impl FnMut(&[u8])) {
    let mut buffer = [0; 1 << 14];
    while let Ok(length @ 1..) = from.read(&mut buffer) {
        read(&buffer[..length]);
        if to.write_all(&buffer[..length]).is_err() {
            break;
        }
    }
    let _ = (to.shutdown(Shutdown::Both), from.shutdown(Shutdown::Both));
}
