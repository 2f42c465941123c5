//! The hosts that requests may name.

use std::net::IpAddr;

use axum::http::header::HOST;
use axum::http::request::Parts;
use axum::http::uri::Authority;
use fql_syntax::excerpt;

use crate::response::ErrorResponse;

/// The hosts that a server responds to.
///
/// A web page can point a domain of its own at a loopback address and then read the responses. Its
/// requests name that domain.
#[derive(Debug)]
pub(crate) struct AllowedHosts {
    names: Vec<String>,
    listening: IpAddr,
}

impl AllowedHosts {
    pub(crate) fn new(names: &[String], listening: IpAddr) -> Self {
        Self {
            names: names.iter().map(|name| normalized(name)).collect(),
            listening,
        }
    }

    /// Checks the host that a request names.
    ///
    /// # Errors
    ///
    /// Returns a 421 if the host is not a loopback name or address, the address that the server
    /// listens on, or an allowed one, and a 400 if there is not exactly one valid host.
    pub(crate) fn check(&self, head: &Parts) -> Result<(), ErrorResponse> {
        let host = requested_host(head)?;
        let host = normalized(&host);
        if self.names.contains(&host) || self.is_local(&host) {
            return Ok(());
        }
        let host = excerpt(&host, 80);
        let message = format!(
            "misdirected request: host `{host}` is neither a loopback name nor an allowed host"
        );
        Err(ErrorResponse::new(421, message))
    }

    fn is_local(&self, host: &str) -> bool {
        match address(host) {
            Some(address) => address.is_loopback() || address == self.listening,
            None => host == "localhost" || host.ends_with(".localhost"),
        }
    }
}

/// Returns the host that a request names, without its port.
fn requested_host(head: &Parts) -> Result<String, ErrorResponse> {
    // A URL in the request line takes precedence, as for any HTTP server.
    if let Some(authority) = head.uri.authority() {
        return host(authority);
    }
    let mut hosts = head.headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return Err(ErrorResponse::bad_request(
            "invalid HTTP request: expected one `Host` header",
        ));
    };
    let authority = Authority::try_from(host.as_bytes()).map_err(|_| invalid_host())?;
    self::host(&authority)
}

/// Returns the host of an authority without user info, and with a valid port if it has one.
fn host(authority: &Authority) -> Result<String, ErrorResponse> {
    let host = authority.host();
    let port = match authority.as_str().strip_prefix(host) {
        Some("") => return Ok(host.to_owned()),
        Some(rest) => rest.strip_prefix(':'),
        None => None,
    };
    let is_number = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    match port.filter(|port| is_number(port)).map(str::parse::<u16>) {
        Some(Ok(_)) => Ok(host.to_owned()),
        _ => Err(invalid_host()),
    }
}

fn invalid_host() -> ErrorResponse {
    ErrorResponse::bad_request("invalid `Host` header")
}

/// Returns a host in lower case, without the dot of a fully qualified name.
fn normalized(host: &str) -> String {
    host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase()
}

fn address(host: &str) -> Option<IpAddr> {
    let address = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host);
    address
        .parse()
        .ok()
        .map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::extract::Request;

    use super::*;

    fn status(target: &str, hosts: &[&str]) -> Option<u16> {
        let allowed = ["sandbox.Example.".to_owned()];
        let hosts_allowed = AllowedHosts::new(&allowed, [192, 0, 2, 1].into());
        let mut request = Request::builder().uri(target);
        for host in hosts {
            request = request.header(HOST, *host);
        }
        let (head, ()) = request.body(()).unwrap().into_parts();
        hosts_allowed.check(&head).err().map(|error| error.status)
    }

    #[test]
    fn loopback_and_allowed_hosts_are_accepted() {
        for host in [
            "127.0.0.1",
            "127.9.9.9:80",
            "localhost",
            "LOCALHOST.:8080",
            "a.localhost",
            "[::1]:8080",
            "[::ffff:127.0.0.1]",
            "192.0.2.1:8080",
            "Sandbox.example:1",
            "sandbox.example.",
        ] {
            assert_eq!(status("/", &[host]), None, "{host}");
        }
        assert_eq!(status("http://localhost:1/", &["evil.example"]), None);
    }

    #[test]
    fn other_hosts_are_misdirected() {
        for host in [
            "evil.example",
            "localhost.evil.example",
            "evil.sandbox.example",
            "notlocalhost",
            "127.0.0.1.evil.example",
            "127.1",
            "0.0.0.0",
            "192.0.2.2",
            "[::2]",
        ] {
            assert_eq!(status("/", &[host]), Some(421), "{host}");
        }
        assert_eq!(status("http://evil.example/", &["localhost"]), Some(421));
    }

    #[test]
    fn missing_or_repeated_host_is_rejected() {
        assert_eq!(status("/", &[]), Some(400));
        assert_eq!(status("/", &["localhost", "evil.example"]), Some(400));
        for host in [
            "",
            "a b",
            "[::1",
            "user@127.0.0.1",
            "127.0.0.1:evil",
            "127.0.0.1:+80",
            "127.0.0.1:65536",
            "localhost:80@localhost",
        ] {
            assert_eq!(status("/", &[host]), Some(400), "{host:?}");
        }
        assert_eq!(status("http://user@localhost/", &["localhost"]), Some(400));
    }
}
