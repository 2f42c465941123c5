//! Query parameters of a request URL.

use fql_syntax::{closest_match, excerpt};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::response::ErrorResponse;

/// The largest `limit` and `offset` of operations without a documented one: responses repeat them
/// as integers of 32 bits.
pub(crate) const MAX_NUMBER: usize = i32::MAX as usize;

/// The parameters that may have several values.
const REPEATABLE: [&str; 2] = ["ids", "facet"];

/// Decoded query parameters, in the order of the URL.
#[derive(Debug, Default)]
pub(crate) struct QueryParams {
    pairs: Vec<(String, String)>,
    plus_is_likely_unencoded: bool,
}

impl QueryParams {
    /// Parses the query string of a URL, without the `?`.
    ///
    /// # Errors
    ///
    /// Returns a 400 if the percent-encoding is invalid, a decoded parameter is not UTF-8, or a
    /// filter with an unencoded `+` was not encoded at all.
    pub(crate) fn parse(query: &str) -> Result<Self, ErrorResponse> {
        let mut plus_is_likely_unencoded = false;
        let pairs = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
                let key = percent_decode(key)?;
                if key == "filter" && value.contains('+') {
                    check_plus(value)?;
                    plus_is_likely_unencoded = has_plus_between_clauses(value);
                }
                Ok((key, percent_decode(value)?))
            })
            .collect::<Result<_, ErrorResponse>>()?;
        Ok(Self {
            pairs,
            plus_is_likely_unencoded,
        })
    }

    /// Returns the members of a JSON object as parameters: strings, numbers and booleans.
    ///
    /// # Errors
    ///
    /// Returns a 400 for another value.
    pub(crate) fn from_body(body: &Value) -> Result<Self, ErrorResponse> {
        let Value::Object(members) = body else {
            return Err(ErrorResponse::bad_request(
                "invalid request body: expected a JSON object",
            ));
        };
        let pair = |(name, value): (&String, &Value)| {
            let value = match value {
                Value::String(string) => string.clone(),
                Value::Null => String::new(),
                Value::Number(_) | Value::Bool(_) => value.to_string(),
                _ => {
                    let expected = "a string, a number or a boolean";
                    return Err(invalid_value(name, &value.to_string(), expected));
                }
            };
            Ok((name.clone(), value))
        };
        Ok(Self {
            pairs: members.iter().map(pair).collect::<Result<_, _>>()?,
            plus_is_likely_unencoded: false,
        })
    }

    /// Adds a likely cause to the error of an invalid filter: an unencoded `+`.
    pub(crate) fn explain_plus(&self, error: ErrorResponse) -> ErrorResponse {
        if self.plus_is_likely_unencoded {
            return error.with_note(PLUS_NOTE);
        }
        error
    }

    /// Checks that each parameter is one of `known` and that only [`REPEATABLE`] ones are repeated. A server that
    /// ignored others would hide the mistakes of a client.
    pub(crate) fn check(&self, operation: &str, known: &[&str]) -> Result<(), ErrorResponse> {
        for (index, (name, _)) in self.pairs.iter().enumerate() {
            let shown = excerpt(name, 40);
            if !known.contains(&name.as_str()) {
                let help = match closest_match(name, known.iter().copied()) {
                    Some(similar) => format!("did you mean `{similar}`?"),
                    None if known.is_empty() => "it has no query parameters".to_owned(),
                    None => format!("supported: `{}`", known.join("`, `")),
                };
                return Err(ErrorResponse::bad_request(format!(
                    "unknown parameter `{shown}` of `{operation}`: {help}"
                )));
            }
            let is_same = |(other, _): &(String, String)| other == name;
            if !REPEATABLE.contains(&name.as_str()) && self.pairs[..index].iter().any(is_same) {
                return Err(ErrorResponse::bad_request(format!(
                    "duplicate parameter `{shown}`: expected one value"
                )));
            }
        }
        Ok(())
    }

    /// Returns the first value of a parameter; an empty value counts as missing.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.get_all(key).next().filter(|value| !value.is_empty())
    }

    fn get_all(&self, key: &str) -> impl Iterator<Item = &str> {
        self.pairs
            .iter()
            .filter(move |(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn required(&self, key: &str) -> Result<&str, ErrorResponse> {
        self.get(key)
            .ok_or_else(|| ErrorResponse::bad_request(format!("missing parameter `{key}`")))
    }

    /// Returns the `ids`: 1 to `max`.
    pub(crate) fn ids(&self, max: usize) -> Result<Vec<&str>, ErrorResponse> {
        let ids: Vec<&str> = self.get_all("ids").collect();
        check_ids(&ids, max)?;
        Ok(ids)
    }

    /// Returns the `limit`: 1 to `max`, or `default` if it is missing.
    pub(crate) fn limit(&self, default: usize, max: usize) -> Result<usize, ErrorResponse> {
        let Some(value) = self.get("limit") else {
            return Ok(default);
        };
        let expected = format!("an integer from 1 to {max}");
        value
            .parse()
            .ok()
            .filter(|limit| (1..=max).contains(limit))
            .ok_or_else(|| invalid_value("limit", value, &expected))
    }

    /// Returns the `offset`, or 0 if it is missing.
    pub(crate) fn offset(&self) -> Result<usize, ErrorResponse> {
        let Some(value) = self.get("offset") else {
            return Ok(0);
        };
        let expected = format!("an integer from 0 to {MAX_NUMBER}");
        value
            .parse()
            .ok()
            .filter(|offset| *offset <= MAX_NUMBER)
            .ok_or_else(|| invalid_value("offset", value, &expected))
    }

    /// Returns a boolean parameter; the case of its value is ignored.
    pub(crate) fn boolean(&self, key: &str) -> Result<Option<bool>, ErrorResponse> {
        match self.get(key) {
            None => Ok(None),
            Some(value) if value.eq_ignore_ascii_case("true") => Ok(Some(true)),
            Some(value) if value.eq_ignore_ascii_case("false") => Ok(Some(false)),
            Some(value) => Err(invalid_value(key, value, "`true` or `false`")),
        }
    }
}

/// Checks the number of ids and that none is blank.
///
/// The error for no ids has an empty list of resources: CrowdStrike's sample em_manager.py requests
/// the details of an empty listing and extends a list with the resources.
pub(crate) fn check_ids(ids: &[&str], max: usize) -> Result<(), ErrorResponse> {
    let count = ids.len();
    let message = if count == 0 {
        let message = format!("missing `ids`: expected 1 to {max}");
        return Err(ErrorResponse::bad_request(message).with_empty_list());
    } else if count > max {
        format!("too many `ids`: expected 1 to {max}, found {count}")
    } else if ids.iter().any(|id| id.trim().is_empty()) {
        "empty id in `ids`".to_owned()
    } else {
        return Ok(());
    };
    Err(ErrorResponse::bad_request(message))
}

fn invalid_value(key: &str, value: &str, expected: &str) -> ErrorResponse {
    let value = excerpt(value, 40);
    ErrorResponse::bad_request(format!("invalid {key} `{value}`: expected {expected}"))
}

const PLUS_NOTE: &str = "an unencoded `+` in a query string is a space: encode `+` as `%2B`";

/// Rejects a value with an unencoded `+` that is not form-encoded. A form encoder writes a space as
/// `+`, but it also encodes the `:` and the quotes of a filter.
fn check_plus(value: &str) -> Result<(), ErrorResponse> {
    if !value.contains([':', '\'', '"']) {
        return Ok(());
    }
    Err(ErrorResponse::bad_request(format!(
        "unencoded `+` in the parameter `filter`: {PLUS_NOTE} and a space as `%20`"
    )))
}

/// Returns `true` if a form-encoded filter has a `+` outside of quotes and no encoded one.
fn has_plus_between_clauses(value: &str) -> bool {
    let mut in_quotes = false;
    let mut parts = value.split('+').peekable();
    while let Some(part) = parts.next() {
        in_quotes ^= part.matches("%27").count() % 2 == 1;
        if !in_quotes && parts.peek().is_some() {
            return !value.to_ascii_uppercase().contains("%2B");
        }
    }
    false
}

fn percent_decode(encoded: &str) -> Result<String, ErrorResponse> {
    let bytes = encoded.as_bytes();
    let is_hex = |index: usize| bytes.get(index).is_some_and(u8::is_ascii_hexdigit);
    let is_valid = bytes
        .iter()
        .enumerate()
        .all(|(index, byte)| *byte != b'%' || (is_hex(index + 1) && is_hex(index + 2)));
    if !is_valid {
        return Err(ErrorResponse::bad_request(
            "invalid percent-encoding in the query string: encode `%` as `%25`",
        ));
    }
    percent_decode_str(&encoded.replace('+', " "))
        .decode_utf8()
        .map(std::borrow::Cow::into_owned)
        .map_err(|_| ErrorResponse::bad_request("decoded query string is not valid UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_decoded_and_first_value_wins() {
        let params = QueryParams::parse("ids=a&ids=b%2Bc&limit=5&limit=6&empty=&flag").unwrap();
        assert_eq!(params.ids(2).unwrap(), ["a", "b+c"]);
        assert_eq!(params.limit(100, 200), Ok(5));
        assert_eq!(params.get("empty"), None);
        assert_eq!(params.get("flag"), None);
    }

    #[test]
    fn malformed_query_is_rejected() {
        for query in ["a=%", "a=%2", "a=%zz", "%ff=1", "a=%C3"] {
            assert_eq!(
                QueryParams::parse(query).unwrap_err().status,
                400,
                "{query}"
            );
        }
    }

    #[test]
    fn unencoded_plus_in_filter_is_rejected() {
        for query in [
            "filter=a:'x'+b:'y'",
            "limit=1&filter=a:'x+y'",
            "filter=a%3A'x+y'",
            "filter=a:%27x+y%27",
            "filter=a:\"x+y\"",
            "f%69lter=a:1+b:2",
        ] {
            let error = QueryParams::parse(query).unwrap_err();
            assert!(error.message().contains("`%2B`"), "{query}");
        }
        // As form encoders write it.
        let params = QueryParams::parse("filter=name%3A%27Example+One%27").unwrap();
        assert_eq!(params.get("filter"), Some("name:'Example One'"));
        let params = QueryParams::parse("filter=a:'x'%2Bb:'y'&name=a:+b").unwrap();
        assert_eq!(params.get("filter"), Some("a:'x'+b:'y'"));
    }

    #[test]
    fn limit_offset_and_boolean_are_validated() {
        let params = |query| QueryParams::parse(query).unwrap();
        for query in ["limit=0", "limit=201", "limit=-1", "limit=x", "limit=1.5"] {
            assert!(params(query).limit(100, 200).is_err(), "{query}");
        }
        assert_eq!(params("limit=").limit(100, 200), Ok(100));
        assert!(params("offset=-1").offset().is_err());
        assert_eq!(params("enabled=True").boolean("enabled"), Ok(Some(true)));
        assert!(params("enabled=1").boolean("enabled").is_err());
    }

    #[test]
    fn number_of_ids_is_validated() {
        let params = |query| QueryParams::parse(query).unwrap();
        assert!(params("").ids(100).is_err());
        assert!(params("ids=").ids(100).is_err());
        let repeated = |count| QueryParams::parse(&vec!["ids=a"; count].join("&")).unwrap();
        assert!(repeated(101).ids(100).is_err());
        assert!(repeated(100).ids(100).is_ok());
    }
}
