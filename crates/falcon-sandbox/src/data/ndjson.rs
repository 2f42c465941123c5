//! Documents as lines of JSON.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::io::{self, BufRead, Read, Write};

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::{Data, Document};

/// The longest line that is read, in bytes.
const LONGEST: u64 = 16 << 20;

impl Data {
    /// Reads documents, one JSON object a line. Empty lines are passed over.
    ///
    /// What a line is, it says by its keys, of which the first that it has counts:
    ///
    /// | it has | and is | its id |
    /// |---|---|---|
    /// | `device_id` | a sensor | `device_id` |
    /// | `entityId` | an identity | `entityId` |
    /// | `trigger` or `simulationMode` | a policy rule | `id` |
    /// | `primary_domain` | a subsidiary | `id` |
    /// | `asset_type`, `ip` or `dns_domain` | an external asset | `id` |
    ///
    /// Documents are kept as they are written, whatever else is in them.
    ///
    /// ```
    /// use falcon_sandbox::data::Data;
    ///
    /// let lines = r#"
    /// {"id": "a1", "asset_type": "ip", "ip": {"ip_address": "192.0.2.7"}}
    /// {"device_id": "s1", "hostname": "HQ-DC-001", "status": "active"}
    /// "#;
    /// let data = Data::read_ndjson(lines.as_bytes())?;
    /// assert_eq!((data.assets.len(), data.sensors.len()), (1, 1));
    ///
    /// let error = Data::read_ndjson(r#"{"hostname": "HQ-DC-001"}"#.as_bytes()).unwrap_err();
    /// assert_eq!(error.line(), 1);
    /// # Ok::<(), falcon_sandbox::data::ReadError>(())
    /// ```
    ///
    /// # Errors
    /// At the first line that is no JSON object or longer than 16 MiB, that has none of these keys
    /// or no text as its id, that has a key twice in one object, or the id of an earlier document
    /// of its kind; and when reading fails.
    pub fn read_ndjson(mut reader: impl BufRead) -> Result<Self, ReadError> {
        let mut data = Self::default();
        let mut seen = HashMap::new();
        let mut bytes = Vec::new();
        for line in 1.. {
            let failed = |problem| ReadError { line, problem };
            bytes.clear();
            let read = (&mut reader)
                .take(LONGEST + 1)
                .read_until(b'\n', &mut bytes)
                .map_err(|error| failed(Problem::Io(error)))?;
            if read == 0 {
                break;
            }
            if bytes.len() as u64 > LONGEST {
                return Err(failed(Problem::TooLong));
            }
            let text = str::from_utf8(&bytes).map_err(|_| failed(Problem::NotText))?;
            // Some editors begin a file with a mark of its encoding.
            let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim();
            if text.is_empty() {
                continue;
            }
            let (kind, id) = kind_and_id(text).map_err(failed)?;
            if let Some(first) = seen.insert((kind, id.clone()), line) {
                return Err(failed(Problem::Twice { id, first }));
            }
            data.of_kind(kind).push(Document::new(id, text));
        }
        Ok(data)
    }

    /// Writes all documents, each on a line of its own, so that
    /// [`read_ndjson`](Self::read_ndjson) makes the same of them.
    ///
    /// ```
    /// use falcon_sandbox::data::{Data, Generator};
    ///
    /// let data = Generator::new(42).assets(10).generate();
    /// let mut lines = Vec::new();
    /// data.write_ndjson(&mut lines)?;
    /// assert_eq!(Data::read_ndjson(&lines[..])?, data);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When writing fails.
    pub fn write_ndjson(&self, mut writer: impl Write) -> io::Result<()> {
        let all = [
            &self.subsidiaries,
            &self.assets,
            &self.sensors,
            &self.policy_rules,
            &self.identities,
        ];
        for document in all.into_iter().flatten() {
            writer.write_all(document.json().as_bytes())?;
            writer.write_all(b"\n")?;
        }
        writer.flush()
    }

    fn of_kind(&mut self, kind: Kind) -> &mut Vec<Document> {
        match kind {
            Kind::Asset => &mut self.assets,
            Kind::Sensor => &mut self.sensors,
            Kind::PolicyRule => &mut self.policy_rules,
            Kind::Subsidiary => &mut self.subsidiaries,
            Kind::Identity => &mut self.identities,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Asset,
    Sensor,
    PolicyRule,
    Subsidiary,
    Identity,
}

/// The keys that tell what a document is.
#[derive(Deserialize)]
struct Keys {
    id: Option<Value>,
    device_id: Option<Value>,
    #[serde(rename = "entityId")]
    entity_id: Option<Value>,
    trigger: Option<IgnoredAny>,
    #[serde(rename = "simulationMode")]
    simulation_mode: Option<IgnoredAny>,
    primary_domain: Option<IgnoredAny>,
    asset_type: Option<IgnoredAny>,
    ip: Option<IgnoredAny>,
    dns_domain: Option<IgnoredAny>,
}

fn kind_and_id(text: &str) -> Result<(Kind, Box<str>), Problem> {
    let Sound = serde_json::from_str(text).map_err(Problem::NotJson)?;
    // An array would be taken for the object's members in order.
    if !text.starts_with('{') {
        return Err(Problem::NoObject);
    }
    let keys: Keys = serde_json::from_str(text).map_err(Problem::NotJson)?;
    let (kind, key, id) = if keys.device_id.is_some() {
        (Kind::Sensor, "device_id", keys.device_id)
    } else if keys.entity_id.is_some() {
        (Kind::Identity, "entityId", keys.entity_id)
    } else if keys.trigger.is_some() || keys.simulation_mode.is_some() {
        (Kind::PolicyRule, "id", keys.id)
    } else if keys.primary_domain.is_some() {
        (Kind::Subsidiary, "id", keys.id)
    } else if keys.asset_type.is_some() || keys.ip.is_some() || keys.dns_domain.is_some() {
        (Kind::Asset, "id", keys.id)
    } else {
        return Err(Problem::NoKind);
    };
    match id {
        Some(Value::String(id)) if !id.is_empty() => Ok((kind, id.into())),
        _ => Err(Problem::NoId { key }),
    }
}

/// JSON that can be read in every way: its numbers and texts are within their bounds, it nests no
/// deeper than is read, and no object has a key twice, of which it could not be told which counts.
struct Sound;

impl<'de> Deserialize<'de> for Sound {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

/// The name of a member, copied only where it is escaped.
#[derive(Deserialize, PartialEq, Eq, PartialOrd, Ord)]
struct Key<'k>(#[serde(borrow)] Cow<'k, str>);

impl<'de> Visitor<'de> for Sound {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(Self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(Self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(Self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(Self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(Self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(Self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self, A::Error> {
        while let Some(Self) = elements.next_element()? {}
        Ok(Self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self, A::Error> {
        let mut keys: Vec<Key<'de>> = Vec::with_capacity(8);
        while let Some((key, Self)) = members.next_entry()? {
            keys.push(key);
        }
        keys.sort_unstable();
        match keys.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(A::Error::custom(format_args!(
                "an object has the key `{}` twice",
                pair[0].0
            ))),
            None => Ok(Self),
        }
    }
}

/// Why lines could not be read, and which one.
#[derive(Debug)]
pub struct ReadError {
    line: u64,
    problem: Problem,
}

#[derive(Debug)]
enum Problem {
    Io(io::Error),
    TooLong,
    NotText,
    NotJson(serde_json::Error),
    NoObject,
    NoKind,
    NoId { key: &'static str },
    Twice { id: Box<str>, first: u64 },
}

impl ReadError {
    /// The number of the line, from 1.
    #[must_use]
    pub const fn line(&self) -> u64 {
        self.line
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.line;
        match &self.problem {
            Problem::Io(_) => write!(f, "line {line} can't be read"),
            Problem::TooLong => write!(
                f,
                "line {line} is longer than {} MiB: write one document a line",
                LONGEST >> 20
            ),
            Problem::NotText => write!(f, "line {line} is not UTF-8"),
            Problem::NotJson(error) => {
                let text = error.to_string();
                let place = format!(" at line {} column {}", error.line(), error.column());
                let what = text.strip_suffix(&place).unwrap_or(&text);
                write!(
                    f,
                    "line {line} is no JSON that can be used: {what}, at column {}; write one \
                     document a line",
                    error.column()
                )
            }
            Problem::NoObject => write!(
                f,
                "line {line} is no JSON object: write one document a line"
            ),
            Problem::NoKind => write!(
                f,
                "line {line} is no known document: a sensor has `device_id`, an identity \
                 `entityId`, a policy rule `trigger`, a subsidiary `primary_domain`, an external \
                 asset `asset_type`"
            ),
            Problem::NoId { key } => {
                write!(f, "line {line} has no text as its id: give it a `{key}`")
            }
            Problem::Twice { id, first } => write!(
                f,
                "line {line} has the id `{}`, as line {first} has: leave one of them out",
                Excerpt(id)
            ),
        }
    }
}

/// An id as far as a message has room for it, on one line.
struct Excerpt<'i>(&'i str);

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut characters = self.0.chars();
        for character in characters.by_ref().take(80) {
            let control = character.is_control();
            fmt::Write::write_char(f, if control { '\u{fffd}' } else { character })?;
        }
        f.write_str(if characters.next().is_some() {
            "…"
        } else {
            ""
        })
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.problem {
            Problem::Io(error) => Some(error),
            // What it says is in this error's own text.
            _ => None,
        }
    }
}
