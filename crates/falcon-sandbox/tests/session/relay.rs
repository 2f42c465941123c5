//! A relay between a client and a server that records both directions.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// The recorded bytes, by connection.
type Recording = Arc<Mutex<Vec<Vec<u8>>>>;

/// A relay that runs until the test ends.
pub(crate) struct Relay {
    address: SocketAddr,
    requests: Recording,
    responses: Recording,
}

impl Relay {
    /// Starts a relay to a server.
    pub(crate) fn to(server: SocketAddr) -> Self {
        let (requests, responses) = (Recording::default(), Recording::default());
        let recordings = (Arc::clone(&requests), Arc::clone(&responses));
        let address = serve_connections(move |client| {
            let server = TcpStream::connect(server).unwrap();
            let (from, to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
            let (requests, responses) = &recordings;
            let record = recorder(requests);
            thread::spawn(move || copy(from, to, record));
            copy(server, client, recorder(responses));
        });
        Self {
            address,
            requests,
            responses,
        }
    }

    /// Starts a server that issues `token` and echoes every other request in its response.
    pub(crate) fn echo(status: u16, token: &'static str) -> Self {
        let requests = Recording::default();
        let recording = Arc::clone(&requests);
        let address = serve_connections(move |mut client| {
            let mut buffer = [0; 1 << 14];
            let mut record = recorder(&recording);
            while let Ok(length @ 1..) = client.read(&mut buffer) {
                record(&buffer[..length]);
                let request = String::from_utf8_lossy(&buffer[..length]).into_owned();
                let is_token_request = request.starts_with("POST /oauth2/token");
                let (status, body) = if is_token_request {
                    let token = serde_json::json!({ "access_token": token, "expires_in": 1799 });
                    (201, token.to_string())
                } else {
                    let echo =
                        serde_json::json!({ "errors": [{ "message": request, "code": 400 }] });
                    (status, echo.to_string())
                };
                let length = body.len();
                let response = format!(
                    "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
                );
                if client.write_all(response.as_bytes()).is_err() {
                    return;
                }
            }
        });
        Self {
            address,
            requests,
            responses: Recording::default(),
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns every token in a response.
    pub(crate) fn tokens(&self) -> Vec<String> {
        let mut tokens = Vec::new();
        for response in self.responses.lock().unwrap().iter() {
            let response = String::from_utf8_lossy(response);
            for after_key in response.split("\"access_token\":").skip(1) {
                let token = after_key.split('"').nth(1).unwrap();
                tokens.push(token.to_owned());
            }
        }
        tokens
    }

    /// Returns the encoded credentials of every header with basic authentication.
    pub(crate) fn basic_credentials(&self) -> Vec<String> {
        let mut credentials = Vec::new();
        for request in self.requests.lock().unwrap().iter() {
            let request = String::from_utf8_lossy(request);
            for value in request.split(": Basic ").skip(1) {
                credentials.push(value.lines().next().unwrap().to_owned());
            }
        }
        credentials
    }
}

/// Returns a function that records the bytes of a new connection.
fn recorder(recording: &Recording) -> impl FnMut(&[u8]) + Send + 'static {
    let recording = Arc::clone(recording);
    let connection = {
        let mut connections = recording.lock().unwrap();
        connections.push(Vec::new());
        connections.len() - 1
    };
    move |bytes| recording.lock().unwrap()[connection].extend_from_slice(bytes)
}

fn serve_connections(serve: impl Fn(TcpStream) + Clone + Send + 'static) -> SocketAddr {
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

/// Copies and records bytes until the connection ends.
fn copy(mut from: TcpStream, mut to: TcpStream, mut record: impl FnMut(&[u8])) {
    let mut buffer = [0; 1 << 14];
    while let Ok(length @ 1..) = from.read(&mut buffer) {
        record(&buffer[..length]);
        if to.write_all(&buffer[..length]).is_err() {
            break;
        }
    }
    let _ = (to.shutdown(Shutdown::Both), from.shutdown(Shutdown::Both));
}
