//! A server that writes down what arrives, byte for byte.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A request as it arrived.
#[derive(Debug)]
pub(crate) struct Arrived {
    pub(crate) method: String,
    pub(crate) path: String,
    /// What stands behind the `?`.
    pub(crate) query: String,
    /// The names, in lower case, and the values.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Arrived {
    pub(crate) fn header(&self, wanted: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(name, _)| name == wanted);
        let (_, value) = found.next()?;
        assert!(found.next().is_none(), "`{wanted}` comes twice");
        Some(value)
    }
}

/// The server, which runs until the test ends.
pub(crate) struct Server {
    pub(crate) url: String,
    arrived: Arc<Mutex<Vec<Arrived>>>,
}

impl Server {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let arrived = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&arrived);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let all = Arc::clone(&all);
                thread::spawn(move || serve(&stream.unwrap(), &all));
            }
        });
        Self { url, arrived }
    }

    /// What arrived since this was asked last.
    pub(crate) fn take(&self) -> Vec<Arrived> {
        std::mem::take(&mut self.arrived.lock().unwrap())
    }
}

fn serve(stream: &TcpStream, all: &Mutex<Vec<Arrived>>) {
    let mut reader = BufReader::new(stream);
    while let Some(arrived) = read(&mut reader) {
        let body = match arrived.path.as_str() {
            "/oauth2/token" => r#"{"access_token":"t","expires_in":1799,"token_type":"bearer"}"#,
            _ => r#"{"meta":{},"errors":[],"resources":[],"data":{}}"#,
        };
        let length = body.len();
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        all.lock().unwrap().push(arrived);
        let mut writer = stream;
        if writer.write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

/// A line without its ending, which must be the one that the protocol has.
fn line(reader: &mut impl BufRead) -> Option<String> {
    let mut bytes = Vec::new();
    reader.read_until(b'\n', &mut bytes).ok()?;
    let text = String::from_utf8(bytes).unwrap();
    if text.is_empty() {
        return None;
    }
    let text = text.strip_suffix("\r\n").unwrap().to_owned();
    assert!(!text.contains(char::is_control), "{text:?}");
    Some(text)
}

fn read(reader: &mut impl BufRead) -> Option<Arrived> {
    let first = line(reader)?;
    let parts: Vec<&str> = first.split(' ').collect();
    let [method, target, "HTTP/1.1"] = parts.as_slice() else {
        panic!("no request line: {first:?}");
    };
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut headers = Vec::new();
    loop {
        let line = line(reader)?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').unwrap();
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut arrived = Arrived {
        method: (*method).to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        headers,
        body: String::new(),
    };
    let length = arrived
        .header("content-length")
        .map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    arrived.body = String::from_utf8(body).unwrap();
    Some(arrived)
}
