//! Names the server and the proxy of a failed connection.

use http::Uri;
use hyper_util::client::proxy::matcher::Matcher;
use url::Url;

/// The proxies that the HTTP client uses, as it selects them by itself and does not report them.
#[derive(Default)]
pub(crate) struct Proxies(Option<Matcher>);

impl Proxies {
    /// Returns the proxies of the environment.
    pub(crate) fn from_system() -> Self {
        Self(Some(Matcher::from_system()))
    }

    /// Returns one proxy for all requests.
    pub(crate) fn all(url: &str) -> Self {
        Self(Some(Matcher::builder().all(url.to_owned()).build()))
    }

    /// Returns scheme, host and port of the server at `base` and of the proxy to it, without user
    /// info.
    #[cold]
    pub(crate) fn describe_peer(&self, base: &Url) -> String {
        let host = base.host_str().unwrap_or_default();
        let server = address(base.scheme(), host, base.port());
        match self.proxy_of(base) {
            Some(proxy) => format!("`{server}` through proxy `{proxy}`"),
            None => format!("`{server}`"),
        }
    }

    fn proxy_of(&self, base: &Url) -> Option<String> {
        let target: Uri = base.as_str().parse().ok()?;
        let proxy = self.0.as_ref()?.intercept(&target)?;
        let uri = proxy.uri();
        Some(address(uri.scheme_str()?, uri.host()?, uri.port_u16()))
    }
}

fn address(scheme: &str, host: &str, port: Option<u16>) -> String {
    let port = port.unwrap_or(match scheme {
        "http" => 80,
        "https" => 443,
        _ => 1080,
    });
    format!("{scheme}://{host}:{port}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peer_has_scheme_host_and_port() {
        for (base, proxy, peer) in [
            ("https://a.example/x", "", "`https://a.example:443`"),
            ("http://[::1]:8080/", "", "`http://[::1]:8080`"),
            (
                "https://a.example",
                "u:p@p.example:3128",
                "`https://a.example:443` through proxy `http://p.example:3128`",
            ),
            (
                "http://a.example",
                "https://u:p@[::1]/x",
                "`http://a.example:80` through proxy `https://[::1]:443`",
            ),
            (
                "http://a.example",
                "socks5h://u:p%40@p.example",
                "`http://a.example:80` through proxy `socks5h://p.example:1080`",
            ),
        ] {
            let base = Url::parse(base).unwrap();
            assert_eq!(Proxies::all(proxy).describe_peer(&base), peer);
        }
    }
}
