//! A server of the tests' own: it speaks raw HTTP/1.1 over TCP, answers what its script says, and
//! fails the test when something arrives that the script does not expect.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use falcon_transport::{Falcon, FalconBuilder, RetryPolicy};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

pub(crate) const CLIENT_ID: &str = "test-client-id";
pub(crate) const CLIENT_SECRET: &str = "test-client-secret-0123456789";

/// A request as it arrived.
#[derive(Clone, Debug, Default)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    pub(crate) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The pairs of the query, decoded, in order.
    pub(crate) fn query(&self) -> Vec<(String, String)> {
        let query = self.target.split_once('?').map_or("", |(_, query)| query);
        form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect()
    }

    pub(crate) fn param(&self, key: &str) -> Option<String> {
        self.query()
            .into_iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    }

    pub(crate) fn params(&self, key: &str) -> Vec<String> {
        self.query()
            .into_iter()
            .filter(|(name, _)| name == key)
            .map(|(_, value)| value)
            .collect()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    pub(crate) fn form(&self) -> Vec<(String, String)> {
        form_urlencoded::parse(&self.body).into_owned().collect()
    }
}

/// What the server does with a request.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    /// An answer with these headers and a body of the length told.
    Response {
        status: u16,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
    },
    /// These bytes, then the connection is closed.
    Raw(Vec<u8>),
    /// These bytes, then the connection is reset.
    RawThenReset(Vec<u8>),
    /// These bytes, then nothing more, while the connection stays open.
    RawThenStall(Vec<u8>),
}

impl Reply {
    pub(crate) fn json(body: Value) -> Self {
        Self::status(200, body)
    }

    pub(crate) fn status(status: u16, body: Value) -> Self {
        let json = ("Content-Type".to_owned(), "application/json".to_owned());
        Self::Response {
            status,
            headers: vec![json],
            body: body.to_string().into_bytes(),
        }
    }

    pub(crate) fn text(status: u16, body: &str) -> Self {
        Self::Response {
            status,
            headers: Vec::new(),
            body: body.as_bytes().to_vec(),
        }
    }

    pub(crate) fn bytes(body: &[u8]) -> Self {
        let binary = (
            "Content-Type".to_owned(),
            "application/octet-stream".to_owned(),
        );
        Self::Response {
            status: 200,
            headers: vec![binary],
            body: body.to_vec(),
        }
    }

    pub(crate) fn with(mut self, name: &str, value: impl ToString) -> Self {
        if let Self::Response { headers, .. } = &mut self {
            headers.push((name.to_owned(), value.to_string()));
        }
        self
    }

    /// Ids in an envelope.
    pub(crate) fn ids(ids: &[&str]) -> Self {
        Self::json(json!({ "meta": {}, "errors": [], "resources": ids }))
    }

    /// The head of an answer that tells a length, and nothing of its body.
    pub(crate) fn head(length: usize) -> Vec<u8> {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ";
        format!("{head}{length}\r\n\r\n").into_bytes()
    }
}

type Handler = Box<dyn FnMut(&Request) -> Option<Reply> + Send>;

#[derive(Default)]
struct State {
    script: VecDeque<Reply>,
    handler: Option<Handler>,
    seen: Vec<Request>,
    tokens: Vec<Request>,
    revoked: Vec<Request>,
    token_replies: VecDeque<Reply>,
    revoke_replies: VecDeque<Reply>,
    unexpected: Vec<String>,
    connections: usize,
    token_life: u64,
}

/// The server. When it is dropped, everything unexpected fails the test.
pub(crate) struct Server {
    state: Arc<Mutex<State>>,
    address: String,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Answers calls by this script, in order; tokens are given out by themselves.
    pub(crate) async fn script(replies: impl IntoIterator<Item = Reply>) -> Self {
        let server = Self::start().await;
        server.lock().script = replies.into_iter().collect();
        server
    }

    /// Answers calls by this function; nothing is a request that was not expected.
    pub(crate) async fn with(
        handler: impl FnMut(&Request) -> Option<Reply> + Send + 'static,
    ) -> Self {
        let server = Self::start().await;
        server.lock().handler = Some(Box::new(handler));
        server
    }

    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let state = Arc::new(Mutex::new(State {
            token_life: 1799,
            ..State::default()
        }));
        let shared = Arc::clone(&state);
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                shared.lock().unwrap().connections += 1;
                tokio::spawn(serve(stream, Arc::clone(&shared)));
            }
        });
        Self {
            state,
            address,
            accepting,
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A client with short waits, so that tests do not take long.
    pub(crate) fn client(&self) -> Falcon {
        self.builder().build().unwrap()
    }

    pub(crate) fn builder(&self) -> FalconBuilder {
        Falcon::builder()
            .credentials(CLIENT_ID, CLIENT_SECRET)
            .base_url(self.url())
            .retry(quick())
            .request_timeout(Duration::from_secs(20))
    }

    /// Answers to the next requests for a token, before tokens are given out by themselves.
    pub(crate) fn token_replies(self, replies: impl IntoIterator<Item = Reply>) -> Self {
        self.lock().token_replies = replies.into_iter().collect();
        self
    }

    /// Answers to the next revocations, before tokens are revoked by themselves.
    pub(crate) fn revoke_replies(self, replies: impl IntoIterator<Item = Reply>) -> Self {
        self.lock().revoke_replies = replies.into_iter().collect();
        self
    }

    pub(crate) fn token_life(self, seconds: u64) -> Self {
        self.lock().token_life = seconds;
        self
    }

    /// The requests that arrived, those for tokens apart.
    pub(crate) fn seen(&self) -> Vec<Request> {
        self.lock().seen.clone()
    }

    /// The only request that arrived, that for a token apart.
    pub(crate) fn only(&self) -> Request {
        let seen = self.seen();
        assert_eq!(seen.len(), 1, "{seen:?}");
        seen[0].clone()
    }

    pub(crate) fn tokens(&self) -> Vec<Request> {
        self.lock().tokens.clone()
    }

    pub(crate) fn revoked(&self) -> Vec<Request> {
        self.lock().revoked.clone()
    }

    pub(crate) fn connections(&self) -> usize {
        self.lock().connections
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
        if std::thread::panicking() {
            return;
        }
        let state = self.state.lock().unwrap();
        assert!(
            state.unexpected.is_empty(),
            "not expected: {:?}",
            state.unexpected
        );
        assert!(
            state.script.is_empty(),
            "never asked for: {:?}",
            state.script
        );
    }
}

/// Backoff that a test can wait for.
pub(crate) fn quick() -> RetryPolicy {
    RetryPolicy::default()
        .initial_backoff(Duration::from_millis(1))
        .max_backoff(Duration::from_millis(4))
}

async fn serve(mut stream: TcpStream, state: Arc<Mutex<State>>) {
    let mut buffer = Vec::new();
    while let Some(request) = read_request(&mut stream, &mut buffer).await {
        let reply = decide(&request, &state);
        if !send(&mut stream, reply).await {
            return;
        }
    }
}

fn decide(request: &Request, state: &Mutex<State>) -> Reply {
    let mut state = state.lock().unwrap();
    match request.path() {
        "/oauth2/token" => {
            state.tokens.push(request.clone());
            if let Some(reply) = state.token_replies.pop_front() {
                return reply;
            }
            let token = format!("test-token-{}", state.tokens.len());
            let life = state.token_life;
            Reply::status(
                201,
                json!({ "access_token": token, "expires_in": life, "token_type": "bearer" }),
            )
        }
        "/oauth2/revoke" => {
            state.revoked.push(request.clone());
            let reply = state.revoke_replies.pop_front();
            reply.unwrap_or_else(|| Reply::json(json!({})))
        }
        _ => {
            state.seen.push(request.clone());
            let reply = match &mut state.handler {
                Some(handler) => handler(request),
                None => state.script.pop_front(),
            };
            reply.unwrap_or_else(|| {
                state
                    .unexpected
                    .push(format!("{} {}", request.method, request.target));
                Reply::text(418, "not expected by the test")
            })
        }
    }
}

/// Does what the reply says; false when the connection is over.
async fn send(stream: &mut TcpStream, reply: Reply) -> bool {
    match reply {
        Reply::Response {
            status,
            headers,
            body,
        } => {
            let mut head = format!(
                "HTTP/1.1 {status} Status\r\nContent-Length: {}\r\n",
                body.len()
            );
            for (name, value) in headers {
                head += &format!("{name}: {value}\r\n");
            }
            let mut bytes = (head + "\r\n").into_bytes();
            bytes.extend(body);
            stream.write_all(&bytes).await.is_ok()
        }
        Reply::Raw(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
            false
        }
        Reply::RawThenReset(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.flush().await;
            // What was written is to arrive before the reset does.
            tokio::time::sleep(Duration::from_millis(20)).await;
            let _ = stream.set_zero_linger();
            false
        }
        Reply::RawThenStall(bytes) => {
            let _ = stream.write_all(&bytes).await;
            // Until the client goes away.
            let _ = stream.read(&mut [0; 1]).await;
            false
        }
    }
}

async fn read_request(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Request> {
    let end = loop {
        if let Some(end) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        read_more(stream, buffer).await?;
    };
    let head = String::from_utf8(buffer[..end].to_vec()).ok()?;
    buffer.drain(..end + 4);
    let mut lines = head.split("\r\n");
    let mut first = lines.next()?.split(' ');
    let mut request = Request {
        method: first.next()?.to_owned(),
        target: first.next()?.to_owned(),
        ..Request::default()
    };
    for line in lines {
        let (name, value) = line.split_once(':')?;
        request
            .headers
            .push((name.to_owned(), value.trim().to_owned()));
    }
    assert!(
        request.header("transfer-encoding").is_none(),
        "bodies are to have a length"
    );
    let length = request
        .header("content-length")
        .and_then(|length| length.parse().ok());
    let length: usize = length.unwrap_or(0);
    while buffer.len() < length {
        read_more(stream, buffer).await?;
    }
    request.body = buffer.drain(..length).collect();
    Some(request)
}

async fn read_more(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<()> {
    let mut piece = [0; 16 * 1024];
    match stream.read(&mut piece).await {
        Ok(read @ 1..) => {
            buffer.extend_from_slice(&piece[..read]);
            Some(())
        }
        _ => None,
    }
}
