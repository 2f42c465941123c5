//! The parameters of an address line.

use percent_encoding::percent_decode_str;

use crate::refusal::Refusal;

/// Parameters, decoded, in their order.
#[derive(Debug, Default)]
pub(crate) struct Query {
    pairs: Vec<(String, String)>,
}

impl Query {
    /// Reads what stands behind the `?`.
    ///
    /// # Errors
    /// A `%` without two hexadecimal digits behind it, and bytes that are no UTF-8.
    pub(crate) fn read(text: &str) -> Result<Self, Refusal> {
        let pairs = text
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
                Ok((decoded(key)?, decoded(value)?))
            })
            .collect::<Result<_, Refusal>>()?;
        Ok(Self { pairs })
    }

    /// The first value of a parameter; an empty one counts as none.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.all(key).next().filter(|value| !value.is_empty())
    }

    /// Every value of a parameter.
    pub(crate) fn all(&self, key: &str) -> impl Iterator<Item = &str> {
        self.pairs
            .iter()
            .filter(move |(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }

    /// A parameter without which the operation is not done.
    pub(crate) fn required(&self, key: &str) -> Result<&str, Refusal> {
        self.get(key).ok_or_else(|| {
            Refusal::bad_request(format!("the parameter `{key}` is missing: it is required"))
        })
    }

    /// The ids, 1 to `max`.
    pub(crate) fn ids(&self, max: usize) -> Result<Vec<&str>, Refusal> {
        let ids: Vec<&str> = self.all("ids").collect();
        counted(&ids, max)?;
        Ok(ids)
    }

    /// A limit from 1 to `max`.
    pub(crate) fn limit(&self, default: usize, max: usize) -> Result<usize, Refusal> {
        let Some(text) = self.get("limit") else {
            return Ok(default);
        };
        let range = if max == usize::MAX {
            "a number from 1 on".to_owned()
        } else {
            format!("a number from 1 to {max}")
        };
        text.parse()
            .ok()
            .filter(|limit| (1..=max).contains(limit))
            .ok_or_else(|| {
                Refusal::bad_request(format!("the limit `{text}` is out of range: use {range}"))
            })
    }

    /// How many come before the first.
    pub(crate) fn offset(&self) -> Result<usize, Refusal> {
        let Some(text) = self.get("offset") else {
            return Ok(0);
        };
        text.parse().map_err(|_| {
            Refusal::bad_request(format!(
                "the offset `{text}` is not valid: use a number from 0 on"
            ))
        })
    }

    /// `true` or `false`, in any case.
    pub(crate) fn boolean(&self, key: &str) -> Result<Option<bool>, Refusal> {
        match self.get(key) {
            None => Ok(None),
            Some(text) if text.eq_ignore_ascii_case("true") => Ok(Some(true)),
            Some(text) if text.eq_ignore_ascii_case("false") => Ok(Some(false)),
            Some(text) => Err(Refusal::bad_request(format!(
                "`{text}` is no value of `{key}`: use `true` or `false`"
            ))),
        }
    }
}

/// Refuses no ids, too many, and empty ones.
pub(crate) fn counted(ids: &[&str], max: usize) -> Result<(), Refusal> {
    if ids.is_empty() {
        return Err(Refusal::bad_request(format!(
            "there are no `ids`: give 1 to {max}"
        )));
    }
    if ids.len() > max {
        let given = ids.len();
        return Err(Refusal::bad_request(format!(
            "{given} `ids` are too many: give 1 to {max}"
        )));
    }
    if ids.iter().any(|id| id.trim().is_empty()) {
        return Err(Refusal::bad_request("one of the `ids` is empty"));
    }
    Ok(())
}

fn decoded(text: &str) -> Result<String, Refusal> {
    let bytes = text.as_bytes();
    let is_hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    let is_whole = bytes
        .iter()
        .enumerate()
        .all(|(at, byte)| *byte != b'%' || (is_hex(at + 1) && is_hex(at + 2)));
    if !is_whole {
        return Err(Refusal::bad_request(
            "the query is malformed: two hexadecimal digits stand behind each `%`, and `%` \
             itself is written `%25`",
        ));
    }
    percent_decode_str(&text.replace('+', " "))
        .decode_utf8()
        .map(std::borrow::Cow::into_owned)
        .map_err(|_| Refusal::bad_request("the query is malformed: it is no UTF-8 when decoded"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_decoded_and_the_first_of_several_counts() {
        let query = Query::read("ids=a&ids=b%2Bc&limit=5&limit=6&empty=&flag").unwrap();
        assert_eq!(query.ids(2).unwrap(), ["a", "b+c"]);
        assert_eq!(query.limit(100, 200), Ok(5));
        assert_eq!(query.get("empty"), None);
        assert_eq!(query.get("flag"), None);
    }

    #[test]
    fn what_is_malformed_is_refused() {
        for text in ["a=%", "a=%2", "a=%zz", "%ff=1", "a=%C3"] {
            assert_eq!(Query::read(text).unwrap_err().status, 400, "{text}");
        }
    }

    #[test]
    fn limits_offsets_and_booleans_are_checked() {
        let query = |text| Query::read(text).unwrap();
        for text in ["limit=0", "limit=201", "limit=-1", "limit=x", "limit=1.5"] {
            assert!(query(text).limit(100, 200).is_err(), "{text}");
        }
        assert_eq!(query("limit=").limit(100, 200), Ok(100));
        assert!(query("offset=-1").offset().is_err());
        assert_eq!(query("enabled=True").boolean("enabled"), Ok(Some(true)));
        assert!(query("enabled=1").boolean("enabled").is_err());
    }

    #[test]
    fn ids_are_counted() {
        let query = |text| Query::read(text).unwrap();
        assert!(query("").ids(100).is_err());
        assert!(query("ids=").ids(100).is_err());
        let many = |count| Query::read(&vec!["ids=a"; count].join("&")).unwrap();
        assert!(many(101).ids(100).is_err());
        assert!(many(100).ids(100).is_ok());
    }
}
