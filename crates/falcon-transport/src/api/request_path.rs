//! Paths of operations that are not in the table of this crate, with the parameters in them.

use fql_syntax::excerpt;

use crate::api::request::ApiRequest;
use crate::error::Error;

/// Returns the names in the braces of a path.
pub(crate) fn parameters(path: &str) -> impl Iterator<Item = &str> + Clone {
    let parts = path.split('{').skip(1);
    parts.filter_map(|part| Some(part.split_once('}')?.0))
}

/// Returns the path of a request with the values of its parameters, or `None` if it has none.
///
/// # Errors
///
/// [`Error::is_argument`] for a parameter without a value, and for a path that leaves the base URL.
pub(crate) fn of(request: &ApiRequest) -> Result<Option<String>, Error> {
    let template = request.operation.path();
    if request.operation.id().is_some() {
        return Ok(None);
    }
    let mut path = template.to_owned();
    for name in parameters(template) {
        let value = request
            .values(name)
            .last()
            .filter(|value| !value.trim().is_empty());
        let value = value.ok_or_else(|| missing_parameter(name))?;
        let encoded: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
        let encoded = encoded.replace('+', "%20");
        if let Some((fault, _)) = fault(&format!("/{encoded}")) {
            let message = format!("invalid parameter `{name}`: {fault}");
            let help = "a parameter of a path is one segment, without `/`, `\\` and `%`";
            return Err(Error::argument(message).with_help(help));
        }
        path = path.replace(&format!("{{{name}}}"), &encoded);
    }
    check(&path)?;
    Ok((path != template).then_some(path))
}

/// Returns the error of a request without a parameter.
pub(crate) fn missing_parameter(name: &str) -> Error {
    Error::argument(format!("missing parameter `{}`", excerpt(name, 60)))
        .with_help("pass a value that is not empty")
}

/// Checks that a path stays below the base URL, so that no token is sent to another resource than
/// the one the path appears to name.
///
/// # Errors
///
/// [`Error::is_argument`] otherwise.
fn check(path: &str) -> Result<(), Error> {
    let Some((fault, help)) = fault(path) else {
        return Ok(());
    };
    let message = format!("invalid path `{}`: {fault}", excerpt(path, 120));
    Err(Error::argument(message).with_help(help))
}

/// Returns what is wrong with a path, and what to do about it.
fn fault(path: &str) -> Option<(String, &'static str)> {
    const BELOW_BASE: &str =
        "pass a path below the base URL, such as `/devices/queries/devices/v1`";
    let Some(segments) = path.strip_prefix('/') else {
        return Some(("missing `/` at its start".to_owned(), BELOW_BASE));
    };
    if let Some(char) = path.chars().find(|char| !is_path_char(*char)) {
        let help = match char {
            '?' => "pass query parameters with `query`",
            _ => "percent-encode the values in a path",
        };
        return Some((format!("unexpected character {char:?}"), help));
    }
    if path.contains("//") {
        return Some(("empty segment".to_owned(), BELOW_BASE));
    }
    for segment in segments.split('/') {
        let Some(decoded) = percent_decode(segment) else {
            let fault = format!("invalid percent-encoding in `{segment}`");
            return Some((fault, "percent-encode values as UTF-8"));
        };
        // Some servers decode twice, some remove parameters such as `;v=1` from segments.
        let is_separator = |char: char| matches!(char, '/' | '\\' | '%') || char.is_control();
        if let Some(char) = decoded.chars().find(|char| is_separator(*char)) {
            let fault = format!("percent-encoded {char:?} in `{segment}`");
            return Some((fault, BELOW_BASE));
        }
        let name = decoded.split(';').next().unwrap_or_default();
        if matches!(name.trim(), "." | "..") {
            return Some((format!("dot segment `{segment}`"), BELOW_BASE));
        }
    }
    None
}

/// Returns `true` for the characters that a path may contain, besides the slash and the percent sign
/// of an encoded byte (RFC 3986).
fn is_path_char(char: char) -> bool {
    char.is_ascii_alphanumeric() || "/%-._~!$&'()*+,;=:@".contains(char)
}

/// Decodes a segment, unless an escape is incomplete or the result is not UTF-8.
fn percent_decode(segment: &str) -> Option<String> {
    let mut bytes = segment.bytes();
    let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
    let mut decoded = Vec::with_capacity(segment.len());
    while let Some(byte) = bytes.next() {
        decoded.push(if byte == b'%' {
            let (high, low) = (digit(bytes.next())?, digit(bytes.next())?);
            u8::try_from(high * 16 + low).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;
    use crate::http::endpoint::BaseUrl;

    #[test]
    fn accepted_path_is_sent_unchanged() {
        for base in ["https://gateway.example", "https://gateway.example/falcon/"] {
            let base = BaseUrl::new(Url::parse(base).unwrap());
            let prefix = base.url().path().trim_end_matches('/');
            for path in [
                "/devices/queries/devices/v1",
                "/",
                "/a/",
                "/a.b/..c/...",
                "/a;v=1/b:c@d",
                "/customobjects/v1/collections/a%20b%3F%C3%BC/keys",
            ] {
                assert_eq!(check(path).map_err(|error| error.to_string()), Ok(()));
                let url = base.join(path);
                assert_eq!(url.path(), format!("{prefix}{path}"));
                assert_eq!(url.host_str(), Some("gateway.example"));
            }
        }
    }

    #[test]
    fn path_that_leaves_the_base_url_is_rejected() {
        for (path, fault) in [
            ("", "missing `/` at its start"),
            ("devices", "missing `/` at its start"),
            ("https://evil.example/a", "missing `/` at its start"),
            ("user@evil.example", "missing `/` at its start"),
            ("//evil.example/a", "empty segment"),
            ("//user:password@evil.example", "empty segment"),
            ("/a//b", "empty segment"),
            ("/a/..", "dot segment `..`"),
            ("/a/../../b", "dot segment `..`"),
            ("/./a", "dot segment `.`"),
            ("/a/%2e%2E/b", "dot segment `%2e%2E`"),
            ("/a/.%2e", "dot segment `.%2e`"),
            ("/a/..;v=1/b", "dot segment `..;v=1`"),
            ("/a/..%20/b", "dot segment `..%20`"),
            ("/a/..%3bx/b", "dot segment `..%3bx`"),
            ("/a%2fb", "percent-encoded '/' in `a%2fb`"),
            ("/a/..%2Fb", "percent-encoded '/' in `..%2Fb`"),
            ("/a%5cb", r"percent-encoded '\\' in `a%5cb`"),
            ("/a%00", r"percent-encoded '\0' in `a%00`"),
            ("/a%0d%0aHost:b", r"percent-encoded '\r' in `a%0d%0aHost:b`"),
            ("/%252e%252e/a", "percent-encoded '%' in `%252e%252e`"),
            ("/a%2", "invalid percent-encoding in `a%2`"),
            ("/a%zz", "invalid percent-encoding in `a%zz`"),
            (
                "/%c0%ae%c0%ae/a",
                "invalid percent-encoding in `%c0%ae%c0%ae`",
            ),
            (r"/\evil.example", r"unexpected character '\\'"),
            ("/a?b=c", "unexpected character '?'"),
            ("/a#b", "unexpected character '#'"),
            ("/a b", "unexpected character ' '"),
            ("/a\r\nHost: b", r"unexpected character '\r'"),
            ("/a\0", r"unexpected character '\0'"),
            ("/\u{ff0e}\u{ff0e}/a", "unexpected character '\u{ff0e}'"),
        ] {
            let error = check(path).unwrap_err();
            assert!(error.is_argument() && error.help().is_some(), "{path}");
            let message = error.to_string();
            assert!(message.ends_with(&format!(": {fault}")), "{message}");
        }
    }
}
