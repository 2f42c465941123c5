//! What stands between a client and a server, and reads along.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// The relay, which runs until the test ends.
pub(crate) struct Relay {
    address: SocketAddr,
    /// What servers said, each connection by itself.
    said: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Relay {
    /// To a server.
    pub(crate) fn to(server: SocketAddr) -> Self {
        let said = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&said);
        let address = each_connection(move |client| {
            let server = TcpStream::connect(server).unwrap();
            let number = {
                let mut all = all.lock().unwrap();
                all.push(Vec::new());
                all.len() - 1
            };
            let (from, to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
            thread::spawn(move || pass(from, to, |_| {}));
            pass(server, client, |bytes| {
                all.lock().unwrap()[number].extend_from_slice(bytes);
            });
        });
        Self { address, said }
    }

    /// A server that gives this token, and answers everything else with what it was sent.
    pub(crate) fn echo(status: u16, token: &'static str) -> Self {
        let address = each_connection(move |mut client| {
            let mut buffer = [0; 1 << 14];
            while let Ok(length @ 1..) = client.read(&mut buffer) {
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
            said: Arc::default(),
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
