//! A service on this machine: it gives out tokens, answers calls as it is told, and keeps what
//! arrived.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::{Value, json};

pub(crate) use crate::support::Response;
use crate::support::{command, run};

/// A request as it arrived.
#[derive(Debug, Clone, Default)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Request {
    pub(crate) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The pairs of the query, decoded, as `key=value`.
    pub(crate) fn query(&self) -> Vec<String> {
        let query = self.target.split_once('?').map_or("", |(_, query)| query);
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        pairs.map(decoded).collect()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let (_, value) = headers.find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        Some(value)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("the body is JSON")
    }
}

/// Undoes the encoding of a form.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next(), rest.next()].map(|digit| digit.expect("two digits"));
                let digits = std::str::from_utf8(&digits).expect("digits").to_owned();
                u8::from_str_radix(&digits, 16).expect("a number")
            }
            other => other,
        });
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// What the service answers: a status, headers beside the length, and a body.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: &'static str,
    pub(crate) body: Vec<u8>,
    /// The length that is told, where it is not the body's.
    pub(crate) told_length: Option<usize>,
}

impl Reply {
    pub(crate) fn bytes(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: "X-Cs-Traceid: trace-1\r\n",
            body: body.into(),
            told_length: None,
        }
    }

    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self::bytes(status, body.to_string())
    }

    fn write(&self, mut stream: &TcpStream) -> std::io::Result<()> {
        let length = self.told_length.unwrap_or(self.body.len());
        let (status, headers) = (self.status, self.headers);
        let head = format!("HTTP/1.1 {status} S\r\nContent-Length: {length}\r\n{headers}\r\n");
        stream.write_all(head.as_bytes())?;
        stream.write_all(&self.body)
    }
}

#[derive(Debug)]
pub(crate) struct Server {
    address: String,
    seen: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// A service that answers every call so.
    pub(crate) fn start(reply: Reply) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&seen);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (reply, seen) = (reply.clone(), Arc::clone(&all));
                thread::spawn(move || serve(stream, &reply, &seen));
            }
        });
        Self { address, seen }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Every request that arrived, those for tokens among them.
    pub(crate) fn seen(&self) -> Vec<Request> {
        self.seen.lock().expect("the lock").clone()
    }

    /// The only request that arrived beside that for a token.
    pub(crate) fn only(&self) -> Request {
        let mut seen = self.seen();
        seen.retain(|request| request.path() != "/oauth2/token");
        assert_eq!(seen.len(), 1, "{seen:?}");
        seen.remove(0)
    }

    /// `fql call` with these arguments, to this service.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = call(arguments);
        command.args(["--base-url", &self.url()]);
        command
    }

    pub(crate) fn call(&self, arguments: &[&str]) -> Response {
        run(self.command(arguments))
    }
}

/// `fql call` with these arguments, and nothing in the environment that says whom to call.
pub(crate) fn call(arguments: &[&str]) -> Command {
    let mut command = command(["call"]);
    command.args(arguments);
    without_environment(command)
}

/// The same program with nothing in the environment that says whom to call.
pub(crate) fn without_environment(mut command: Command) -> Command {
    for name in [
        "CLIENT_ID",
        "CLIENT_SECRET",
        "CLOUD",
        "MEMBER_CID",
        "BASE_URL",
    ] {
        command.env_remove(format!("FALCON_{name}"));
    }
    command
}

fn serve(stream: TcpStream, reply: &Reply, seen: &Mutex<Vec<Request>>) {
    let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
    while let Some(request) = read(&mut reader) {
        let is_token = request.path() == "/oauth2/token";
        seen.lock().expect("the lock").push(request);
        let written = if is_token {
            let token = json!({"access_token": "token-of-the-test", "expires_in": 1799});
            Reply::json(201, &token).write(&stream)
        } else {
            reply.write(&stream)
        };
        if written.is_err() || reply.told_length.is_some() && !is_token {
            return;
        }
    }
}

fn read(reader: &mut impl BufRead) -> Option<Request> {
    let mut line = String::new();
    reader
        .read_line(&mut line)
        .ok()
        .filter(|length| *length > 0)?;
    let mut words = line.split(' ').map(str::to_owned);
    let mut request = Request {
        method: words.next()?,
        target: words.next()?,
        ..Request::default()
    };
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            break;
        };
        request.headers.push((name.to_owned(), value.to_owned()));
    }
    let length = request.header("content-length").map_or(Ok(0), str::parse);
    let mut body = vec![0; length.ok()?];
    reader.read_exact(&mut body).ok()?;
    request.body = String::from_utf8(body).ok()?;
    Some(request)
}
