//! The server: accepts connections, selects responses and records requests.

use std::collections::VecDeque;
use std::fmt;
use std::io::{BufReader, Read};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use serde_json::json;
use socket2::SockRef;

use crate::request::{self, Request};
use crate::response::{Response, Then};

type Handler = Box<dyn FnMut(&Request) -> Option<Response> + Send>;

/// Selects the responses and records the requests of all connections.
#[derive(Default)]
struct State {
    script: VecDeque<Response>,
    handler: Option<Handler>,
    requests: Vec<Request>,
    token_requests: Vec<Request>,
    revocations: Vec<Request>,
    token_responses: VecDeque<Response>,
    revoke_responses: VecDeque<Response>,
    failures: Vec<String>,
    connections: usize,
    token_lifetime: u64,
}

/// A loopback server that answers from a script or with a handler.
///
/// Token requests (`/oauth2/token`) and revocations (`/oauth2/revoke`) are answered without the script
/// and recorded separately.
pub struct Server {
    state: Arc<Mutex<State>>,
    address: SocketAddr,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Server").field(&self.address).finish()
    }
}

impl Server {
    /// Starts a server that answers requests with these responses, in order.
    ///
    /// # Panics
    /// If no loopback port can be opened.
    #[must_use]
    pub fn script(responses: impl IntoIterator<Item = Response>) -> Self {
        let server = Self::start();
        server.lock().script = responses.into_iter().collect();
        server
    }

    /// Starts a server that answers requests with this function. A request for which it returns
    /// `None` was not expected.
    ///
    /// # Panics
    /// If no loopback port can be opened.
    #[must_use]
    pub fn with(handler: impl FnMut(&Request) -> Option<Response> + Send + 'static) -> Self {
        let server = Self::start();
        server.lock().handler = Some(Box::new(handler));
        server
    }

    /// Starts a server that answers every request with this response.
    ///
    /// # Panics
    /// If no loopback port can be opened.
    #[must_use]
    pub fn always(response: Response) -> Self {
        Self::with(move |_| Some(response.clone()))
    }

    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port");
        let address = listener.local_addr().expect("the address of a listener");
        let state = Arc::new(Mutex::new(State {
            token_lifetime: 1799,
            ..State::default()
        }));
        let shared = Arc::downgrade(&state);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // The server has been dropped.
                let Some(state) = shared.upgrade() else {
                    return;
                };
                lock(&state).connections += 1;
                thread::spawn(move || serve(&stream, &state));
            }
        });
        Self { state, address }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// Returns the base URL, `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the address.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Sets the responses to the next token requests.
    #[must_use]
    pub fn token_responses(self, responses: impl IntoIterator<Item = Response>) -> Self {
        self.lock().token_responses = responses.into_iter().collect();
        self
    }

    /// Sets the responses to the next revocations.
    #[must_use]
    pub fn revoke_responses(self, responses: impl IntoIterator<Item = Response>) -> Self {
        self.lock().revoke_responses = responses.into_iter().collect();
        self
    }

    /// Sets the lifetime of issued tokens in seconds; 1799 by default.
    #[must_use]
    pub fn token_lifetime(self, seconds: u64) -> Self {
        self.lock().token_lifetime = seconds;
        self
    }

    /// Returns the recorded requests, except token requests and revocations.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.lock().requests.clone()
    }

    /// Returns and clears the recorded requests, except token requests and revocations.
    #[must_use]
    pub fn take_requests(&self) -> Vec<Request> {
        std::mem::take(&mut self.lock().requests)
    }

    /// Returns the only recorded request, except token requests and revocations.
    ///
    /// # Panics
    /// If there is not exactly one.
    #[must_use]
    pub fn only(&self) -> Request {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests[0].clone()
    }

    /// Returns the token requests.
    #[must_use]
    pub fn token_requests(&self) -> Vec<Request> {
        self.lock().token_requests.clone()
    }

    /// Returns the revocations.
    #[must_use]
    pub fn revocations(&self) -> Vec<Request> {
        self.lock().revocations.clone()
    }

    /// Returns the number of accepted connections.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.lock().connections
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if thread::panicking() {
            return;
        }
        assert!(!self.state.is_poisoned(), "a handler panicked");
        let state = self.lock();
        assert!(state.failures.is_empty(), "{:?}", state.failures);
        assert!(
            state.script.is_empty(),
            "never requested: {:?}",
            state.script
        );
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    // A handler that panics fails its test when the server is dropped.
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(stream: &TcpStream, state: &Mutex<State>) {
    let _ = stream.set_nodelay(true);
    let mut reader = BufReader::new(stream);
    loop {
        let response = match request::read(&mut reader) {
            Ok(Some(request)) => lock(state).respond(request),
            Ok(None) => return,
            Err(error) => {
                lock(state).failures.push(error);
                return;
            }
        };
        match response.write(stream) {
            Ok(None) => {}
            Ok(Some(then)) => return end(stream, then),
            Err(_) => return,
        }
    }
}

fn end(mut stream: &TcpStream, then: Then) {
    match then {
        Then::Close => {}
        Then::Reset => {
            // The bytes must arrive before the reset.
            thread::sleep(Duration::from_millis(20));
            let _ = SockRef::from(stream).set_linger(Some(Duration::ZERO));
        }
        Then::Stall => {
            let _ = stream.read(&mut [0; 1]);
        }
    }
}

impl State {
    fn respond(&mut self, request: Request) -> Response {
        match request.path() {
            "/oauth2/token" => {
                self.token_requests.push(request);
                let scripted = self.token_responses.pop_front();
                scripted.unwrap_or_else(|| self.issue_token())
            }
            "/oauth2/revoke" => {
                self.revocations.push(request);
                let scripted = self.revoke_responses.pop_front();
                scripted.unwrap_or_else(|| Response::json(json!({})))
            }
            _ => {
                let response = match &mut self.handler {
                    Some(handler) => handler(&request),
                    None => self.script.pop_front(),
                };
                let response = response.unwrap_or_else(|| {
                    let (method, target) = (&request.method, &request.target);
                    self.failures
                        .push(format!("unexpected request: {method} {target}"));
                    Response::text(418, "unexpected request")
                });
                self.requests.push(request);
                response
            }
        }
    }

    fn issue_token(&self) -> Response {
        let number = self.token_requests.len();
        Response::status(
            201,
            json!({
                "access_token": format!("test-token-{number}"),
                "expires_in": self.token_lifetime,
                "token_type": "bearer",
            }),
        )
    }
}
